// Target Data: the official files of one of the paper's sets, or the list of what there is.

Task("Data")
    .Description("Downloads a data set and verifies it; without --set, lists what there is. --set=NAME --data=DIR")
    .Does(() =>
    {
        if (set == "")
        {
            BuildAndRunTool(["data", "list"]);
        }
        else
        {
            BuildAndRunTool(["data", "fetch", set], ("--to", data == "" ? System.IO.Path.Combine(root, "data") : data));
        }
    });
