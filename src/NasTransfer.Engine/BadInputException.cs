namespace NasTransfer.Engine;

/// <summary>
/// The user's input is wrong. The message is one sentence that names the thing, the value and what would be right; the
/// command line prints it as it is and exits with 2.
/// </summary>
public class BadInputException : Exception
{
    public BadInputException(string message)
        : base(message) { }

    public BadInputException(string message, Exception inner)
        : base(message, inner) { }
}
