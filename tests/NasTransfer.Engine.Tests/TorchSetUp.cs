using NasTransfer.Engine.Runtime;

namespace NasTransfer.Engine.Tests;

/// <summary>Starts libtorch once, as every program does.</summary>
[SetUpFixture]
public sealed class TorchSetUp
{
    public static RuntimeEnvironment Environment { get; private set; } = null!;

    [OneTimeSetUp]
    public void Start() => Environment = TorchRuntime.Start(new RuntimeOptions());
}
