using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace NasTransfer.Engine.Options;

/// <summary>The options of a record, in the order in which it declares them, and the check of them all.</summary>
public static class OptionList
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<OptionDescription>> Lists = new();

    /// <param name="record">A record of options.</param>
    public static ImmutableArray<OptionDescription> Of(Type record) =>
        Lists.GetOrAdd(
            record,
            type =>
                [
                    .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                        .Where(property => property.CanWrite)
                        .OrderBy(property => property.MetadataToken)
                        .Select(property => new OptionDescription(property)),
                ]
        );

    /// <summary>Everything that is wrong, one clause each.</summary>
    public static ImmutableArray<string> Problems(IOptions options)
    {
        ImmutableArray<string> single =
        [
            .. Of(options.GetType())
                .Select(option =>
                    (option.Name, Value: option.ValueOf(options), Right: option.Problem(option.ValueOf(options)))
                )
                .Where(found => found.Right is not null)
                .Select(found =>
                    FormattableString.Invariant($"{found.Name} is {found.Value}; it must be {found.Right}")
                ),
        ];
        return single.IsEmpty ? [.. options.Conflicts()] : single;
    }

    /// <exception cref="BadInputException">A value is out of range; every such one is named.</exception>
    public static void Validate(this IOptions options)
    {
        ImmutableArray<string> problems = Problems(options);
        if (!problems.IsEmpty)
        {
            throw new BadInputException(string.Join("; ", problems) + ".");
        }
    }
}
