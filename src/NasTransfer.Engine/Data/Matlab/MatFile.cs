using System.Buffers.Binary;
using System.Collections.Immutable;

namespace NasTransfer.Engine.Data.Matlab;

/// <summary>
/// The variables of a MAT file of level 5 (MATLAB 5 to 7.2), compressed or not, of either byte order: numbers, text,
/// cells and structs. ("MAT-File Format", The MathWorks.)
/// </summary>
internal sealed class MatFile
{
    private const int HeaderLength = 128;
    private const int VersionField = 124;
    private const int OrderField = 126;
    private const int Level5 = 0x0100;

    private readonly string place;

    private MatFile(string place, ImmutableDictionary<string, MatValue> variables) =>
        (this.place, Variables) = (place, variables);

    public ImmutableDictionary<string, MatValue> Variables { get; }

    /// <param name="place">What messages call the file.</param>
    /// <exception cref="BadInputException">It is no such file, truncated or damaged.</exception>
    public static MatFile Parse(string place, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
        {
            throw Fault(place, $"it has {bytes.Length} bytes, and its header alone has {HeaderLength}");
        }

        bool bigEndian;
        switch (bytes.Slice(OrderField, 2))
        {
            case [(byte)'I', (byte)'M']:
                bigEndian = false;
                break;
            case [(byte)'M', (byte)'I']:
                bigEndian = true;
                break;
            default:
                throw Fault(place, "its header has no byte order");
        }

        ReadOnlySpan<byte> field = bytes.Slice(VersionField, 2);
        int version = bigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(field)
            : BinaryPrimitives.ReadUInt16LittleEndian(field);
        if (version != Level5)
        {
            throw Fault(place, $"its version is {version:X4}, not {Level5:X4}; save it with -v7 or -v6");
        }

        try
        {
            return new MatFile(place, new MatParser(bigEndian).Variables(bytes[HeaderLength..]));
        }
        catch (InvalidDataException exception)
        {
            throw Fault(place, exception.Message, exception);
        }
    }

    /// <summary>The whole numbers of a variable, all of them within bounds.</summary>
    /// <exception cref="BadInputException">There is no such variable, or it holds something else.</exception>
    public int[] WholeNumbers(string variable, int least, int most)
    {
        if (!Variables.TryGetValue(variable, out MatValue? value) || value is not MatNumbers numbers)
        {
            throw new BadInputException($"{place} has no numbers under the name {variable}; download it again.");
        }

        foreach (double number in numbers.Values)
        {
            if (!(number >= least && number <= most && number == Math.Floor(number)))
            {
                throw new BadInputException(
                    FormattableString.Invariant(
                        $"{place} has {number} in {variable}; all of it must be whole numbers from {least} to {most}."
                    )
                );
            }
        }

        return [.. numbers.Values.Select(number => (int)number)];
    }

    private static BadInputException Fault(string place, string reason, Exception? inner = null)
    {
        string message = $"{place} is not a MAT file of level 5, or is truncated or damaged: {reason}.";
        return inner is null ? new BadInputException(message) : new BadInputException(message, inner);
    }
}
