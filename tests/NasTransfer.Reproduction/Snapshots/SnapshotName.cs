using System.Globalization;
using System.Text;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Snapshooter;

namespace NasTransfer.Reproduction.Snapshots;

/// <summary>Names of snapshot files, in Verify's manner: Fixture.Test_parameter=value.</summary>
internal static class SnapshotName
{
    private const string NotInFileNames = "\\/:*?\"<>|";

    /// <summary>
    /// The name of the test that runs now: its fixture, with the arguments of a parameterised one, its method, its
    /// arguments, and <paramref name="parameters"/> that are known only while it runs.
    /// </summary>
    public static SnapshotFullName OfCurrentTest(string folder, params (string Name, string Value)[] parameters)
    {
        Test test = TestExecutionContext.CurrentContext.CurrentTest;
        ITypeInfo fixture = test.TypeInfo ?? throw new InvalidOperationException($"{test.Name} belongs to no fixture.");
        IMethodInfo method = test.Method ?? throw new InvalidOperationException($"{test.Name} is no test method.");
        object?[] fixtureArguments = FixtureOf(test)?.Arguments ?? [];

        StringBuilder name = new(fixture.Type.Name);
        if (fixtureArguments.Length > 0)
        {
            // A fixture with several constructors is named by the one that takes as many arguments.
            string?[] names =
            [
                .. fixture
                    .Type.GetConstructors()
                    .First(constructor => constructor.GetParameters().Length == fixtureArguments.Length)
                    .GetParameters()
                    .Select(parameter => parameter.Name),
            ];
            Append(name, names.Zip(fixtureArguments));
        }

        name.Append('.').Append(method.Name);
        Append(name, method.GetParameters().Select(parameter => parameter.ParameterInfo.Name).Zip(test.Arguments));
        Append(name, parameters.Select(parameter => ((string?)parameter.Name, (object?)parameter.Value)));
        return new SnapshotFullName(Safe(name.ToString()), folder);
    }

    private static TestFixture? FixtureOf(ITest test)
    {
        ITest? ancestor = test;
        while (ancestor is not null and not TestFixture)
        {
            ancestor = ancestor.Parent;
        }

        return (TestFixture?)ancestor;
    }

    private static void Append(StringBuilder name, IEnumerable<(string? Name, object? Value)> parameters)
    {
        foreach (var (parameter, value) in parameters)
        {
            name.Append(CultureInfo.InvariantCulture, $"_{parameter}={value ?? "null"}");
        }
    }

    // The same on every system, so that a snapshot approved on one is found on the others.
    private static string Safe(string name) =>
        string.Concat(
            name.Select(c => NotInFileNames.Contains(c, StringComparison.Ordinal) || char.IsControl(c) ? '-' : c)
        );
}
