using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace NasTransfer.Cli.Tests;

/// <summary>
/// The rooms that the data goes through (Cli → Reporting → Claims → Study → Engine) know only those behind them, and a
/// file is where its namespace says. It stands with the command line, which references everything.
/// </summary>
[TestFixture]
public sealed partial class ArchitectureTests
{
    // In the order of references: each may use those after it.
    private static readonly ImmutableArray<string> Layers =
    [
        "NasTransfer.Cli",
        "NasTransfer.Reporting",
        "NasTransfer.Claims",
        "NasTransfer.Study",
        "NasTransfer.Engine",
    ];

    private static readonly Lazy<Architecture> Loaded = new(() =>
        new ArchLoader().LoadAssemblies([.. Layers.Select(AssemblyOf)]).Build()
    );

    private static IEnumerable<TestCaseData> PairsInWrongDirection() =>
        from user in Layers
        from used in Layers
        where Layers.IndexOf(used) < Layers.IndexOf(user)
        select new TestCaseData(user, used);

    [TestCaseSource(nameof(PairsInWrongDirection))]
    public void Types_OfALayer_UseNoneOfALayerBeforeIt(string user, string used) =>
        Types()
            .That()
            .ResideInAssembly(AssemblyOf(user))
            .Should()
            .NotDependOnAny(Types().That().ResideInAssembly(AssemblyOf(used)))
            .WithoutRequiringPositiveResults()
            .Check(Loaded.Value);

    // The compiler leaves out references that no type needs yet, so the project files are looked at as well.
    [TestCaseSource(nameof(Layers))]
    public void ProjectFile_OfALayer_ReferencesTheNextLayerAndNoOther(string layer)
    {
        string[] expected = [.. Layers.Skip(Layers.IndexOf(layer) + 1).Take(1)];
        Assert.That(ProjectReferences(Path.Combine("src", layer, layer + ".csproj")), Is.EqualTo(expected));
    }

    [Test]
    public void ProjectFiles_OfTheSources_AreThoseOfTheLayers() =>
        Assert.That(
            Directory.GetDirectories(Repository.PathOf("src")).Select(Path.GetFileName),
            Is.EquivalentTo(Layers)
        );

    [Test]
    public void Engine_Types_KnowNoFileLayoutOfAStudy() =>
        Types()
            .That()
            .ResideInAssembly(AssemblyOf("NasTransfer.Engine"))
            .Should()
            .NotDependOnAnyTypesThat()
            .ResideInNamespaceMatching(@"^(System\.CommandLine|Spectre\.Console|Microsoft\.Extensions\.Configuration)")
            .WithoutRequiringPositiveResults()
            .Check(Loaded.Value);

    [Test]
    public void Namespaces_OfSourceFiles_AreTheirFolders()
    {
        string[] wrong =
        [
            .. from file in SourceFiles()
            from Match declared in NamespaceLine().Matches(File.ReadAllText(file))
            let expected = Path.GetDirectoryName(file)!.Split(["src/", "tests/"], StringSplitOptions.None)[^1]
            where declared.Groups["name"].Value != expected.Replace('/', '.')
            select $"{file}: {declared.Groups["name"].Value}",
        ];
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Names_OfFilesAndTypes_SayWhatTheyAreFor()
    {
        string[] wrong =
        [
            .. SourceFiles()
                .SelectMany(file => Path.GetRelativePath(Repository.Root, file).Split('/'))
                .Concat(Layers.SelectMany(layer => AssemblyOf(layer).GetTypes()).Select(type => type.Name))
                .Where(name => EmptyWord().IsMatch(name))
                .Distinct(),
        ];
        Assert.That(wrong, Is.Empty);
    }

    // A class is sealed unless another of ours derives from it.
    [Test]
    public void Classes_WithoutHeirs_AreSealed()
    {
        Type[] types = [.. Layers.SelectMany(layer => AssemblyOf(layer).GetTypes()).Where(type => type.IsClass)];
        HashSet<Type> bases =
        [
            .. types
                .Select(type => type.BaseType)
                .OfType<Type>()
                .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type),
        ];
        IEnumerable<string> open = types
            // The compiler's own Program stands in no namespace.
            .Where(type => !type.IsSealed && !type.IsAbstract && !bases.Contains(type) && type.Namespace is not null)
            .Select(type => type.FullName!);
        Assert.That(open, Is.Empty);
    }

    private static Assembly AssemblyOf(string layer) =>
        layer == "NasTransfer.Cli" ? typeof(App).Assembly : Assembly.Load(layer);

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument
            .Load(Repository.PathOf(project))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static IEnumerable<string> SourceFiles() =>
        from top in (string[])["src", "tests"]
        from file in Directory.EnumerateFiles(Repository.PathOf(top), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("bin") && !parts.Contains("obj")
        select file.Replace(Path.DirectorySeparatorChar, '/');

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    // Words that a name hides behind, as a word of their own: Common, StringUtils, RunManager; not Commonality.
    [GeneratedRegex(@"(^|[a-z.])(Utils?|Utilities|Helpers?|Common|Managers?)(?![a-z])")]
    private static partial Regex EmptyWord();
}
