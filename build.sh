#!/usr/bin/env bash
# Checks the .NET SDK, restores the tools and calls Cake: ./build.sh --target=Test
set -euo pipefail

export NASTRANSFER_CALLED_FROM="$PWD"
cd "$(dirname "${BASH_SOURCE[0]}")"

where="how to install it: https://learn.microsoft.com/dotnet/core/install"
if ! command -v dotnet > /dev/null; then
  echo "The .NET 10 SDK is needed, and there is no dotnet on the PATH; $where" >&2
  exit 2
fi
# global.json asks for SDK 10, so this fails when there is none.
if ! dotnet --version > /dev/null 2>&1; then
  echo "The .NET 10 SDK is needed, and this machine has $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd, | grep . || echo none); $where" >&2
  exit 2
fi

if ! restored=$(dotnet tool restore 2>&1); then
  echo "$restored" >&2
  echo "The build tools (.config/dotnet-tools.json) could not be restored; see above." >&2
  exit 1
fi
exec dotnet cake "$@"
