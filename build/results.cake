// What a test run left behind (TRX), and how it is told: one line an assembly, failures in full, reasons of skips once.

record FailedTest(string Name, string Message);

record AssemblyResult(string Assembly, int Passed, int Failed, int Skipped, List<FailedTest> Failures, List<string> Skips)
{
    public string Line => $"{Assembly, -30} {Passed} passed, {Failed} failed, {Skipped} skipped";
}

// A run that ended badly without a failed test (a crashed process, no tests found) counts as one failure.
AssemblyResult ReadResult(string assembly, string trx, int exitCode, string output)
{
    var failures = new List<FailedTest>();
    var skips = new List<string>();
    var passed = 0;
    if (System.IO.File.Exists(trx))
    {
        System.Xml.Linq.XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var document = System.Xml.Linq.XDocument.Load(trx);
        var classes = document
            .Descendants(ns + "UnitTest")
            .ToDictionary(
                test => (string)test.Attribute("id"),
                test => (string)test.Element(ns + "TestMethod").Attribute("className")
            );
        foreach (var result in document.Descendants(ns + "UnitTestResult"))
        {
            var info = result.Element(ns + "Output")?.Element(ns + "ErrorInfo");
            var message = (string)info?.Element(ns + "Message") ?? "";
            switch ((string)result.Attribute("outcome"))
            {
                case "Passed":
                    passed++;
                    break;
                case "Failed" or "Error" or "Timeout" or "Aborted":
                    var name = classes[(string)result.Attribute("testId")] + "." + (string)result.Attribute("testName");
                    failures.Add(new(name, message + "\n" + Place((string)info?.Element(ns + "StackTrace"))));
                    break;
                default: // NotExecuted, Inconclusive
                    skips.Add(message.Trim());
                    break;
            }
        }
    }

    if (exitCode != 0 && failures.Count == 0)
    {
        failures.Add(new($"{assembly} did not run to its end", output));
    }

    if (exitCode == 0 && passed + skips.Count == 0 && filter == "")
    {
        failures.Add(new($"{assembly} holds no test", output));
    }

    return new(assembly, passed, failures.Count, skips.Count, failures, skips);
}

// The innermost line of a stack trace that lies in a source file; the whole is in the TRX.
string Place(string trace) =>
    (trace ?? "").Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains(":line ")) ?? "";

void Print(AssemblyResult result)
{
    Console.WriteLine(result.Line);
    foreach (var failure in result.Failures)
    {
        Console.WriteLine();
        Console.WriteLine($"  FAILED {failure.Name}");
        Console.WriteLine("    " + failure.Message.Trim().Replace("\n", "\n    "));
        Console.WriteLine();
    }

    foreach (var reason in result.Skips.Where(reason => reason != "").GroupBy(reason => reason))
    {
        Console.WriteLine($"  skipped {reason.Count()}: {reason.Key.Replace("\n", " ")}");
    }
}
