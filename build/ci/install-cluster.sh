#!/usr/bin/env bash
# Installs what the tests of clusters run, on Debian or Ubuntu as root: Slurm with munge, two MPI libraries with their
# launchers, and the compiler of a double of NCCL. libpmix-dev is needed at run time: Slurm's PMIx plug-in opens the library
# by its unversioned name.
set -euo pipefail

packages=(gcc openmpi-bin mpich slurm-wlm slurm-wlm-basic-plugins munge libpmix-dev)

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat '${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
# Somebody else may be installing.
wait=(-o DPkg::Lock::Timeout=300)
apt-get "${wait[@]}" update -qq || true
apt-get "${wait[@]}" install -y -qq --no-install-recommends "${missing[@]}"
