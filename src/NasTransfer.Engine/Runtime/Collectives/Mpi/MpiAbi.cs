namespace NasTransfer.Engine.Runtime.Collectives.Mpi;

/// <summary>
/// The constants of one family of MPI libraries. Both families take a handle of the size of a pointer: for Open MPI it
/// is the address of an exported object, for MPICH and its relatives a number (mpi.h of each; stable since Open MPI 1.3
/// and the MPICH ABI Compatibility Initiative).
/// </summary>
/// <param name="InPlace">MPI_IN_PLACE.</param>
internal sealed record MpiAbi(
    string Family,
    nint World,
    nint Float,
    nint Double,
    nint Int64,
    nint Byte,
    nint Sum,
    nint InPlace
)
{
    /// <summary>Only Open MPI exports it.</summary>
    public const string OpenMpiWorld = "ompi_mpi_comm_world";

    public static MpiAbi Mpich { get; } =
        new(
            "MPICH",
            World: 0x44000000,
            Float: 0x4c00040a,
            Double: 0x4c00080b,
            Int64: 0x4c00083a,
            Byte: 0x4c00010d,
            Sum: 0x58000003,
            InPlace: -1
        );

    /// <param name="address">Of an exported object.</param>
    public static MpiAbi OpenMpi(Func<string, nint> address) =>
        new(
            "Open MPI",
            address(OpenMpiWorld),
            address("ompi_mpi_float"),
            address("ompi_mpi_double"),
            address("ompi_mpi_int64_t"),
            address("ompi_mpi_byte"),
            address("ompi_mpi_op_sum"),
            InPlace: 1
        );
}
