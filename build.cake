// The entry of `dotnet cake`: what can be run. Each target lives in the script of its own concern; the scripts in front
// of them hold what several of them need.

#load "build/arguments.cake"
#load "build/processes.cake"
#load "build/tool.cake"
#load "build/results.cake"
#load "build/help.cake"
#load "build/test.cake"
#load "build/reproduce.cake"
#load "build/report.cake"
#load "build/plan.cake"
#load "build/accept.cake"
#load "build/data.cake"
#load "build/audit.cake"
#load "build/lint.cake"
#load "build/coverage.cake"
#load "build/bench.cake"
#load "build/clean.cake"

CheckArguments();
RunTarget(target);
