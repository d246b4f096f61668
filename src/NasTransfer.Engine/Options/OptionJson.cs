using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace NasTransfer.Engine.Options;

/// <summary>
/// How records of options become the JSON that keys are made of: an option that came later is left out at its default, so
/// that a run which does not use it has the key that it always had.
/// </summary>
public static class OptionJson
{
    /// <summary>For serializer options whose text is hashed.</summary>
    public static IJsonTypeInfoResolver Contracts { get; } =
        new DefaultJsonTypeInfoResolver { Modifiers = { LeaveDefaultsOut } };

    private static void LeaveDefaultsOut(JsonTypeInfo contract)
    {
        if (!contract.Type.IsClass || !contract.Type.IsAssignableTo(typeof(IOptions)))
        {
            return;
        }

        OptionDescription[] late = [.. OptionList.Of(contract.Type).Where(option => option.IsLeftOutAtDefault)];
        if (late.Length == 0)
        {
            return;
        }

        var defaults = (IOptions)Activator.CreateInstance(contract.Type)!;
        foreach (OptionDescription option in late)
        {
            object? usual = option.ValueOf(defaults);
            contract.Properties.Single(property => Name(property) == option.Property).ShouldSerialize = (_, value) =>
                !Equals(value, usual);
        }
    }

    private static string? Name(JsonPropertyInfo property) => (property.AttributeProvider as MemberInfo)?.Name;
}
