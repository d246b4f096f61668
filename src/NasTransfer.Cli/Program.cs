using NasTransfer.Cli;

return App.Run(args, Terminal.OfProcess());
