using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using NasTransfer.Engine.Runtime.Collectives;
using TorchSharp;

namespace NasTransfer.Engine.Runtime;

public enum InstructionSet
{
    /// <summary>x86-64 is pinned to AVX2, so that two machines give the same bits.</summary>
    Portable,

    /// <summary>Everything that the processor has: faster, and not bit-equal between machines.</summary>
    Native,
}

/// <summary>How libtorch is set up, once a process, before its first use.</summary>
public sealed record RuntimeOptions
{
    /// <summary>cpu or cuda.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Intra-op threads. One is bit-exact; parallelism is across processes.</summary>
    public int Threads { get; init; } = 1;

    public InstructionSet InstructionSet { get; init; } = InstructionSet.Portable;

    /// <summary>Freed memory stays in the process; without it the C library decides, as for any program.</summary>
    public bool KeepsMemory { get; init; } = true;

    /// <summary>Which of several processes this is, for its GPU.</summary>
    public Launch Launch { get; init; } = Launch.Alone;
}

/// <summary>What was set, for reports: ordered pairs of name and value.</summary>
public sealed record RuntimeEnvironment(ImmutableArray<KeyValuePair<string, string>> Values);

/// <summary>The one start-up call of everything that uses libtorch.</summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static RuntimeOptions? started;
    private static RuntimeEnvironment? environment;
    private static torch.Device? device;

    /// <summary>Where networks and batches live.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Start"/> was not called.</exception>
    public static torch.Device Device =>
        device ?? throw new InvalidOperationException("TorchRuntime.Start has to be called before libtorch is used.");

    /// <summary>Sets libtorch up. A second call with the same options does nothing.</summary>
    /// <exception cref="BadInputException">The device is unknown or not there, or libtorch runs already with other options.</exception>
    public static RuntimeEnvironment Start(RuntimeOptions options)
    {
        lock (Gate)
        {
            if (started is not null)
            {
                return started == options
                    ? environment!
                    : throw new BadInputException(
                        $"libtorch already runs with {started}; {options} needs a process of its own."
                    );
            }

            Validate(options);
            PinInstructionSet(options.InstructionSet);
            string allocator = options.KeepsMemory ? NativeAllocator.Configure() : "system default";
            torch.InitializeDeviceType(DeviceType.CPU);
            torch.set_num_threads(options.Threads);
            TorchContext.TryDisableNnpack();
            bool deterministic = TorchContext.TryUseDeterministicAlgorithms();
            device = options.Device == "cuda" ? StartCuda(options.Launch) : torch.CPU;
            environment = Describe(options, allocator, deterministic);
            started = options;
            return environment;
        }
    }

    private static void Validate(RuntimeOptions options)
    {
        if (options.Device is not ("cpu" or "cuda"))
        {
            throw new BadInputException($"device is '{options.Device}'; it must be cpu or cuda.");
        }

        if (options.Threads < 1)
        {
            throw new BadInputException($"threads is {options.Threads}; it must be 1 or more.");
        }

        if (options.InstructionSet == InstructionSet.Portable && X86Base.IsSupported && !Avx2.IsSupported)
        {
            throw new BadInputException(
                "This processor has no AVX2, which bit-equal results are pinned to; run with --isa=native instead."
            );
        }
    }

    // Read by ATen, oneDNN and MKL when they are loaded, so it has to come before the first native call.
    private static void PinInstructionSet(InstructionSet instructionSet)
    {
        if (instructionSet == InstructionSet.Portable && X86Base.IsSupported)
        {
            NativeEnvironment.Set("ATEN_CPU_CAPABILITY", "avx2");
            NativeEnvironment.Set("ONEDNN_MAX_CPU_ISA", "AVX2");
            NativeEnvironment.Set("MKL_CBWR", "AVX2");
        }
    }

    private static torch.Device StartCuda(Launch launch)
    {
        if (!torch.cuda.is_available())
        {
            throw new BadInputException(
                "device is cuda, but no CUDA device can be used: build with -p:Accelerator=cuda on a machine that has one, or say --device=cpu."
            );
        }

        TorchContext.TryUseDeterministicCudnn();
        if (launch.Size == 1)
        {
            return torch.CUDA;
        }

        int index = CudaPlacement.Choose(
            launch,
            torch.cuda.device_count(),
            isRestricted: Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is not null
        );
        CudaPlacement.MakeCurrent(index);
        return torch.device("cuda", index);
    }

    private static RuntimeEnvironment Describe(RuntimeOptions options, string allocator, bool deterministic) =>
        new([
            new("CPU", Processor.Name()),
            new("ISA", Isa(options.InstructionSet)),
            new("Threads", options.Threads.ToString(CultureInfo.InvariantCulture)),
            new("Device", options.Device),
            new("Allocator", allocator),
            new("Deterministic algorithms", deterministic ? "on" : "libtorch offers no switch on this platform"),
            new("libtorch", BuiltWith("LibtorchVersion")),
            new("TorchSharp", BuiltWith("TorchSharpVersion")),
            new(".NET", Environment.Version.ToString()),
            new("OS", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})"),
        ]);

    private static string Isa(InstructionSet instructionSet) =>
        (X86Base.IsSupported, instructionSet) switch
        {
            (false, _) => $"{RuntimeInformation.ProcessArchitecture} (no pin)",
            (true, InstructionSet.Portable) => "AVX2 (pinned)",
            (true, _) => Avx512F.IsSupported ? "native (AVX-512)" : "native",
        };

    private static string BuiltWith(string name) =>
        typeof(TorchRuntime)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == name)
            .Value!;
}
