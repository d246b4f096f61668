/*
 * A double of NCCL for tests: the functions that NasTransfer calls, with NCCL's calling convention, on memory of the
 * processor and through Open MPI. It writes a line for each call into $NCCL_DOUBLE_LOG.RANK.
 *
 * Built by NcclTests with: gcc -shared -fPIC nccl-double.c -l:libmpi.so.40
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* Of Open MPI's interface, what is used here. Handles are addresses of these objects. */
extern char ompi_mpi_comm_world[], ompi_mpi_byte[], ompi_mpi_float[], ompi_mpi_double[], ompi_mpi_int64_t[];
extern char ompi_mpi_op_sum[];
int MPI_Allreduce(const void *, void *, int, void *, void *, void *);
int MPI_Bcast(void *, int, void *, int, void *);
int MPI_Comm_rank(void *, int *);

#define IN_PLACE ((void *)1)
#define ID_LENGTH 128

enum { SUCCESS = 0, INVALID_ARGUMENT = 4 };
enum { UINT8 = 1, INT64 = 4, FLOAT32 = 7, FLOAT64 = 8 };

typedef struct { char bytes[ID_LENGTH]; } Id;

static char communicator;

static FILE *journal(void)
{
    static FILE *file;
    if (!file) {
        int rank;
        char name[4096];
        MPI_Comm_rank(ompi_mpi_comm_world, &rank);
        snprintf(name, sizeof name, "%s.%d", getenv("NCCL_DOUBLE_LOG"), rank);
        file = fopen(name, "w");
        setvbuf(file, NULL, _IOLBF, 0);
    }
    return file;
}

int ncclGetVersion(int *version)
{
    *version = 22304;
    return SUCCESS;
}

const char *ncclGetErrorString(int error)
{
    return error == INVALID_ARGUMENT ? "invalid argument" : "another error";
}

int ncclGetUniqueId(Id *id)
{
    for (int i = 0; i < ID_LENGTH; i++)
        id->bytes[i] = (char)(7 * i + 3);
    fprintf(journal(), "id\n");
    return SUCCESS;
}

int ncclCommInitRank(void **comm, int size, Id id, int rank)
{
    for (int i = 0; i < ID_LENGTH; i++)
        if (id.bytes[i] != (char)(7 * i + 3))
            return INVALID_ARGUMENT;
    *comm = &communicator;
    fprintf(journal(), "meet %d of %d\n", rank, size);
    return SUCCESS;
}

int ncclAllReduce(const void *from, void *to, size_t count, int type, int operation, void *comm, void *stream)
{
    void *kind = type == FLOAT32 ? ompi_mpi_float
        : type == FLOAT64 ? ompi_mpi_double
        : type == INT64 ? ompi_mpi_int64_t
        : NULL;
    if (!kind || operation != 0 || comm != &communicator || stream || from != to)
        return INVALID_ARGUMENT;
    fprintf(journal(), "sum of %zu of type %d\n", count, type);
    return MPI_Allreduce(IN_PLACE, to, (int)count, kind, ompi_mpi_op_sum, ompi_mpi_comm_world);
}

int ncclBroadcast(const void *from, void *to, size_t count, int type, int root, void *comm, void *stream)
{
    if (type != UINT8 || comm != &communicator || stream || from != to)
        return INVALID_ARGUMENT;
    fprintf(journal(), "broadcast of %zu bytes of %d\n", count, root);
    return MPI_Bcast(to, (int)count, ompi_mpi_byte, root, ompi_mpi_comm_world);
}
