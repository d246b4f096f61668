using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Interchange;
using NasTransfer.Engine.Options;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training.Checkpoints;

/// <summary>
/// Everything that a run needs to go on after an epoch as if it had never stopped. Random numbers are counter-based, so
/// no generator is part of it.
/// </summary>
/// <param name="Run">Which run it belongs to: <see cref="IdentityOf"/>.</param>
/// <param name="Epochs">Epochs, generations or rounds that have ended.</param>
/// <param name="Tensors">Weights, optimiser states and the like.</param>
/// <param name="State">The rest, as JSON of the method's own form.</param>
public sealed record Checkpoint(string Run, int Epochs, ImmutableArray<SafetensorsEntry> Tensors, string State)
{
    private static readonly JsonSerializerOptions IdentityForm = new() { TypeInfoResolver = OptionJson.Contracts };

    // A figure that was not taken is NaN.
    internal static readonly JsonSerializerOptions StateForm = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Copies <paramref name="tensors"/> under their names.</summary>
    public static Checkpoint Capture<TState>(
        string run,
        int epochs,
        IEnumerable<(string Name, Tensor Tensor)> tensors,
        TState state
    ) =>
        new(
            run,
            epochs,
            [.. tensors.Select(entry => TensorEntries.From(entry.Name, entry.Tensor))],
            JsonSerializer.Serialize(state, StateForm)
        );

    /// <summary>Copies the saved values into <paramref name="tensors"/> and returns the rest of the state.</summary>
    /// <exception cref="BadInputException">A tensor is missing or has another shape.</exception>
    public TState Restore<TState>(IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, SafetensorsEntry> saved = Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (var (name, tensor) in tensors)
        {
            if (!saved.TryGetValue(name, out SafetensorsEntry? entry) || !entry.Shape.SequenceEqual(tensor.shape))
            {
                throw new BadInputException(
                    $"The checkpoint has no '{name}' of the right shape; delete it to start the run afresh."
                );
            }

            tensor.copy_(TensorEntries.ToTensor(entry));
        }

        return JsonSerializer.Deserialize<TState>(State, StateForm)!;
    }

    /// <summary>A hash of all that a run's result depends on: method or phase, options, seed and images.</summary>
    public static string IdentityOf(
        string what,
        object options,
        ulong seed,
        Preprocessing preprocessing,
        params IImageSource[] images
    )
    {
        string text = string.Join(
            '\n',
            (string[])
                [
                    what,
                    JsonSerializer.Serialize(options, IdentityForm),
                    $"{seed}",
                    JsonSerializer.Serialize(preprocessing),
                    .. images.Select(set => set.Fingerprint),
                ]
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>SHA-256 over all that it holds; the order of the tensors does not matter.</summary>
    internal string ContentHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Run);
        Add(Epochs.ToString(CultureInfo.InvariantCulture));
        Add(State);
        foreach (SafetensorsEntry entry in Tensors.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            Add(entry.Name);
            Add($"{entry.Type} {string.Join(' ', entry.Shape)}");
            hash.AppendData(entry.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // With its length before it, so that no two sequences of texts give the same bytes.
        void Add(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
