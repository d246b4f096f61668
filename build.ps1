# Checks the .NET SDK, restores the tools and calls Cake: ./build.ps1 --target=Test
$ErrorActionPreference = 'Stop'

$env:NASTRANSFER_CALLED_FROM = (Get-Location).Path
Push-Location $PSScriptRoot
try {
    $where = 'how to install it: https://learn.microsoft.com/dotnet/core/install'
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        [Console]::Error.WriteLine("The .NET 10 SDK is needed, and there is no dotnet on the PATH; $where")
        exit 2
    }

    # global.json asks for SDK 10, so this fails when there is none.
    & dotnet --version *> $null
    if ($LASTEXITCODE -ne 0) {
        $found = (& dotnet --list-sdks | ForEach-Object { ($_ -split ' ')[0] }) -join ','
        if (-not $found) { $found = 'none' }
        [Console]::Error.WriteLine("The .NET 10 SDK is needed, and this machine has $found; $where")
        exit 2
    }

    $restored = & dotnet tool restore 2>&1
    if ($LASTEXITCODE -ne 0) {
        [Console]::Error.WriteLine($restored -join "`n")
        [Console]::Error.WriteLine('The build tools (.config/dotnet-tools.json) could not be restored; see above.')
        exit 1
    }

    & dotnet cake @args
    exit $LASTEXITCODE
}
finally {
    Pop-Location
}
