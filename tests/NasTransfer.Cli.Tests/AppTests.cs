namespace NasTransfer.Cli.Tests;

[TestFixture]
public sealed class AppTests
{
    private static readonly string[] Verbs = ["search", "augment", "inspect", "draw", "export", "predict"];

    [Test]
    public void Run_NoWord_ShowsHelpOnStandardErrorAndRefuses()
    {
        Said said = CommandLine.Run();
        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Out, Is.Empty);
        Assert.That(said.Error, Does.Contain("Usage:").And.Contain("inspect"));
    }

    [Test]
    public void Run_UnknownVerb_NamesItAndTheVerbsThereAre() =>
        CommandLine.IsRefused(CommandLine.Run("serach"), ["'serach'", .. Verbs]);

    [TestCaseSource(nameof(Verbs))]
    public void Run_UnknownOption_NamesItAndWhereToLook(string verb) =>
        CommandLine.IsRefused(CommandLine.Run(verb, "--colour"), "'--colour'", $"nastransfer {verb}", "--help");

    [TestCaseSource(nameof(Verbs))]
    public void Run_HelpOfAVerb_ListsItsOptionsAndJson(string verb)
    {
        Said said = CommandLine.Run(verb, "--help");
        Assert.That(said.ExitCode, Is.Zero);
        Assert.That(said.Out, Does.Contain($"nastransfer {verb}").And.Contain("--json").And.Contain("--verbose"));
        Assert.That(said.Error, Is.Empty);
    }

    [Test]
    public void Run_MissingRequiredOption_NamesIt() => CommandLine.IsRefused(CommandLine.Run("inspect"), "--genotype");

    [Test]
    public void Run_OptionWithoutItsValue_NamesIt() =>
        CommandLine.IsRefused(CommandLine.Run("inspect", "--genotype"), "--genotype");

    [TestCase("--channels", "four", "whole number")]
    [TestCase("--channels", "4.5", "whole number")]
    [TestCase("--channels", "99999999999", "whole number")]
    [TestCase("--stem", "resnet", "cifar or imagenet")]
    [TestCase("--stem", "0", "cifar or imagenet")]
    [TestCase("--pool-bn", "", "search or always or never")]
    public void Run_ValueThatIsNone_NamesOptionValueAndWhatWouldBeRight(string option, string value, string right) =>
        CommandLine.IsRefused(
            CommandLine.Run("inspect", "--genotype", "DARTS_V2", option, value),
            $"{option} is '{value}'",
            right
        );

    [TestCase("nan")]
    [TestCase("1e999")]
    [TestCase("0,025")]
    public void Run_RateThatIsNoFiniteNumber_IsRefused(string rate) =>
        CommandLine.IsRefused(
            CommandLine.Run("search", "--show-options", "--lr", rate),
            $"--lr is '{rate}'",
            "a number"
        );

    [Test]
    public void Run_NegativeSeed_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("search", "--seed", "-1"), "--seed is '-1'", "18446744073709551615");

    [Test]
    public void Run_Verbose_AddsTheStackTrace()
    {
        Said said = CommandLine.Run("inspect", "--genotype", "DARTS_V2", "--channels", "0", "--verbose");
        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Error.Split('\n')[0], Is.EqualTo("channels is 0; it must be 1 or more."));
        Assert.That(said.Error, Does.Contain("   at NasTransfer."));
    }

    [Test]
    public void Run_JsonBeforeTheVerb_IsUnderstoodAsWell() =>
        Assert.That(
            CommandLine.Run("--json", "inspect", "--genotype", "DARTS_V2").Json.GetProperty("parameters").GetInt64(),
            Is.EqualTo(3_351_502)
        );

    [Test]
    public void Run_CudaWhereThereIsNone_SaysSoInsteadOfRunningOnTheProcessor() =>
        CommandLine.IsRefused(CommandLine.Run("search", "--method", "random", "--device", "cuda", "--json"), "cuda");
}
