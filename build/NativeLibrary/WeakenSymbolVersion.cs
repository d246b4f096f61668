// Compiled twice: as an inline MSBuild task (build/Libtorch.targets) and, with NATIVE_LIBRARY_TESTS defined, into
// NasTransfer.Engine.Tests. MSBuild compiles it with an old language version, so it keeps to C# 7.3.

using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace NasTransfer.Build
{
    /// <summary>
    /// Marks one required symbol version of a 64-bit little-endian ELF library as weak, so that the dynamic linker only
    /// notes its absence instead of refusing the library. Sound only where no relocation refers to that version, which
    /// is so for GLIBCXX_3.4.32 in libLibTorchSharp.so.
    /// </summary>
    public static class SymbolVersions
    {
        // ELF constants: System V ABI and the GNU symbol-versioning extension.
        private const int SectionTableOffset = 0x28;
        private const int SectionEntrySize = 0x3A;
        private const int SectionType = 4;
        private const int SectionFileOffset = 0x18;
        private const int SectionLink = 0x28;
        private const uint GnuVersionRequirements = 0x6ffffffe;
        private const ushort WeakFlag = 0x2;

        /// <summary>Offsets of the <c>vna_flags</c> of every requirement of <paramref name="version"/>.</summary>
        /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian ELF file.</exception>
        public static IReadOnlyList<int> FindRequirements(byte[] elf, string version)
        {
            if (
                elf.Length < 64
                || elf[0] != 0x7F
                || elf[1] != 'E'
                || elf[2] != 'L'
                || elf[3] != 'F'
                || elf[4] != 2
                || elf[5] != 1
            )
            {
                throw new InvalidDataException("The library is not a 64-bit little-endian ELF file.");
            }

            var found = new List<int>();
            long table = BitConverter.ToInt64(elf, SectionTableOffset);
            int size = BitConverter.ToUInt16(elf, SectionEntrySize);
            int count = BitConverter.ToUInt16(elf, SectionEntrySize + 2);
            for (int i = 0; i < count; i++)
            {
                int section = checked((int)(table + (long)i * size));
                if (BitConverter.ToUInt32(elf, section + SectionType) != GnuVersionRequirements)
                {
                    continue;
                }

                int link = BitConverter.ToInt32(elf, section + SectionLink);
                int names = checked(
                    (int)BitConverter.ToInt64(elf, checked((int)(table + (long)link * size)) + SectionFileOffset)
                );
                int need = checked((int)BitConverter.ToInt64(elf, section + SectionFileOffset));
                CollectFrom(elf, need, names, version, found);
            }

            return found;
        }

        /// <summary>Sets the weak flag on every requirement of <paramref name="version"/>.</summary>
        /// <returns>How many requirements were changed: 0 when there is none, or all are weak already.</returns>
        public static int Weaken(byte[] elf, string version)
        {
            int changed = 0;
            foreach (int flags in FindRequirements(elf, version))
            {
                if ((elf[flags] & WeakFlag) == 0)
                {
                    elf[flags] |= (byte)WeakFlag;
                    changed++;
                }
            }

            return changed;
        }

        /// <summary>Whether one of the C++ runtimes found defines <paramref name="version"/>; none found counts as yes.</summary>
        public static bool HostDefines(string version, IEnumerable<string> cppRuntimes)
        {
            byte[] wanted = Encoding.ASCII.GetBytes("\0" + version + "\0");
            bool any = false;
            foreach (string path in cppRuntimes)
            {
                if (!File.Exists(path))
                {
                    continue;
                }

                any = true;
                if (IndexOf(File.ReadAllBytes(path), wanted) >= 0)
                {
                    return true;
                }
            }

            return !any;
        }

        /// <summary>Where Linux distributions keep the C++ runtime of x86-64 programs.</summary>
        public static IEnumerable<string> HostCppRuntimes()
        {
            yield return "/usr/lib/x86_64-linux-gnu/libstdc++.so.6";
            yield return "/lib/x86_64-linux-gnu/libstdc++.so.6";
            yield return "/usr/lib64/libstdc++.so.6";
            yield return "/lib64/libstdc++.so.6";
            yield return "/usr/lib/libstdc++.so.6";
        }

        private static void CollectFrom(byte[] elf, int need, int names, string version, List<int> found)
        {
            while (true)
            {
                int entries = BitConverter.ToUInt16(elf, need + 2);
                int entry = need + BitConverter.ToInt32(elf, need + 8);
                for (int i = 0; i < entries; i++)
                {
                    int name = names + BitConverter.ToInt32(elf, entry + 8);
                    if (NameIs(elf, name, version))
                    {
                        found.Add(entry + 4);
                    }

                    entry += BitConverter.ToInt32(elf, entry + 12);
                }

                int next = BitConverter.ToInt32(elf, need + 12);
                if (next == 0)
                {
                    return;
                }

                need += next;
            }
        }

        private static bool NameIs(byte[] elf, int offset, string version)
        {
            for (int i = 0; i < version.Length; i++)
            {
                if (elf[offset + i] != version[i])
                {
                    return false;
                }
            }

            return elf[offset + version.Length] == 0;
        }

        private static int IndexOf(byte[] bytes, byte[] wanted)
        {
            for (int i = 0; i + wanted.Length <= bytes.Length; i++)
            {
                int k = 0;
                while (k < wanted.Length && bytes[i + k] == wanted[k])
                {
                    k++;
                }

                if (k == wanted.Length)
                {
                    return i;
                }
            }

            return -1;
        }
    }

#if !NATIVE_LIBRARY_TESTS
    /// <summary>MSBuild task: writes a loadable copy of a library where this machine's C++ runtime is too old for it.</summary>
    public sealed class WeakenSymbolVersion : Microsoft.Build.Utilities.Task
    {
        [Microsoft.Build.Framework.Required]
        public string Library { get; set; }

        [Microsoft.Build.Framework.Required]
        public string SymbolVersion { get; set; }

        [Microsoft.Build.Framework.Required]
        public string Destination { get; set; }

        [Microsoft.Build.Framework.Output]
        public bool Weakened { get; set; }

        public override bool Execute()
        {
            if (SymbolVersions.HostDefines(SymbolVersion, SymbolVersions.HostCppRuntimes()))
            {
                Log.LogMessage("This machine's C++ runtime defines " + SymbolVersion + ": the library stays as it is.");
                return true;
            }

            byte[] elf = File.ReadAllBytes(Library);
            if (SymbolVersions.Weaken(elf, SymbolVersion) == 0)
            {
                Log.LogMessage(Library + " does not insist on " + SymbolVersion + ": it stays as it is.");
                return true;
            }

            Weakened = true;
            if (
                File.Exists(Destination)
                && new FileInfo(Destination).Length == elf.Length
                && File.GetLastWriteTimeUtc(Destination) >= File.GetLastWriteTimeUtc(Library)
            )
            {
                return true;
            }

            // A fresh file, never a write through a link: the output directory links to this copy.
            Directory.CreateDirectory(Path.GetDirectoryName(Destination));
            string fresh = Destination + ".fresh";
            File.WriteAllBytes(fresh, elf);
            File.Delete(Destination);
            File.Move(fresh, Destination);
            Log.LogMessage(
                Microsoft.Build.Framework.MessageImportance.High,
                "Made libLibTorchSharp.so loadable here: requirement "
                    + SymbolVersion
                    + " is now weak ("
                    + Destination
                    + ")."
            );
            return true;
        }
    }
#endif
}
