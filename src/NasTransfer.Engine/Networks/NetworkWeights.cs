using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine.Interchange;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks;

/// <summary>The weights and buffers of an augment network in and out of safetensors files.</summary>
public static class NetworkWeights
{
    // Old PyTorch versions do not write it, and with a fixed momentum nothing reads it.
    private const string BatchCounter = ".num_batches_tracked";
    private const string AuxiliaryPrefix = "auxiliary_head.";

    /// <summary>Writes every parameter and buffer under its state-dict name.</summary>
    public static void Save(AugmentNetwork network, string path) =>
        Safetensors.Write(path, Entries(network).Select(entry => TensorEntries.From(entry.Name, entry.Tensor)));

    /// <summary>Reads every parameter and buffer; floating-point types other than float32 are converted.</summary>
    /// <remarks>
    /// An auxiliary head in the file is passed over where the network has none: it is used in training only.
    /// </remarks>
    /// <exception cref="BadInputException">A tensor is missing, is not known, or has another shape; it is named.</exception>
    public static void Load(AugmentNetwork network, string path)
    {
        Dictionary<string, SafetensorsEntry> file = Safetensors.Read(path).Entries.ToDictionary(entry => entry.Name);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, target) in Entries(network))
        {
            if (!file.Remove(name, out SafetensorsEntry? entry))
            {
                if (name.EndsWith(BatchCounter, StringComparison.Ordinal))
                {
                    continue;
                }

                throw new BadInputException(
                    $"{path} has no tensor '{name}', which this network needs ({Shape(target.shape)}); check genotype, cells and pool-bn."
                );
            }

            if (!entry.Shape.SequenceEqual(target.shape))
            {
                throw new BadInputException(
                    $"{path} holds '{name}' as {Shape(entry.Shape)}, and this network needs {Shape(target.shape)}; check channels, classes and genotype."
                );
            }

            target.copy_(TensorEntries.ToTensor(entry));
        }

        string? unknown = file
            .Keys.Order(StringComparer.Ordinal)
            .FirstOrDefault(name =>
                network.Options.AuxiliaryHead || !name.StartsWith(AuxiliaryPrefix, StringComparison.Ordinal)
            );
        if (unknown is not null)
        {
            throw new BadInputException(
                $"{path} holds a tensor '{unknown}', which this network does not have; check genotype, cells and pool-bn."
            );
        }
    }

    /// <summary>SHA-256 over name, type, shape and bytes of every parameter and buffer, in ordinal order of the names.</summary>
    public static string Sha256(AugmentNetwork network)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in Entries(network).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            SafetensorsEntry entry = TensorEntries.From(name, tensor);
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\t{entry.Type}\t{Shape(entry.Shape)}\n"));
            hash.AppendData(entry.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Every parameter and buffer under its state-dict name.</summary>
    // TorchSharp lists a module a second time under the name of the field that holds it; the registered name is first.
    internal static IEnumerable<(string Name, Tensor Tensor)> Entries(AugmentNetwork network) =>
        network
            .named_parameters()
            .Select(entry => (entry.name, (Tensor)entry.parameter))
            .Concat(network.named_buffers())
            .DistinctBy(entry => entry.Item2, ReferenceEqualityComparer.Instance);

    private static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
