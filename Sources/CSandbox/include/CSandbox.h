// The system calls that lock a worker down, start it, watch it and try its walls: what Swift cannot call itself.
//
// Functions that can fail return 0 or an errno value, unless said otherwise. None allocates or keeps state, but for
// cairn_last_words_arm, which installs signal handlers.
#ifndef CAIRN_SANDBOX_H
#define CAIRN_SANDBOX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The user and group that a worker's child becomes when it is started by root.
#define CAIRN_UNPRIVILEGED_ID 65534

// Resources.

/// What one child may use.
struct cairn_resource_limits {
    /// Bytes of address space that the process has now.
    uint64_t address_space;
    /// Bytes above that.
    uint64_t memory_bytes;
    /// Seconds of processor time.
    uint64_t cpu_seconds;
};

/// Limits memory, processor time, descriptors, processes, core dumps and file sizes of this process.
int32_t cairn_resources_limit(const struct cairn_resource_limits *limits);

/// The address space of this process in bytes; 0 if it cannot be told.
uint64_t cairn_resources_address_space(void);

/// Gives memory that is free inside this process back to the system.
void cairn_resources_give_back(void);

/// The number of threads of this process; 0 if it cannot be told.
int32_t cairn_resources_threads(void);

// Privileges.

/// Gives up root for the unprivileged user and no groups; nothing to do for other users.
int32_t cairn_privileges_drop(void);

/// 0 if cairn_privileges_drop can be expected to work here.
int32_t cairn_privileges_check(void);

/// Hides this process's memory from others of the same user.
int32_t cairn_privileges_hide(void);

/// Forbids this process to gain privileges ever again.
int32_t cairn_privileges_freeze(void);

/// 0 if cairn_privileges_freeze can be expected to work here.
int32_t cairn_privileges_freeze_check(void);

// Landlock.

/// The version of Landlock's interface that this kernel has; 0 if none.
int32_t cairn_landlock_version(void);

/// Takes away every access to files, TCP, abstract sockets and signals that this kernel's Landlock knows.
int32_t cairn_landlock_restrict(void);

// The system call filter.

/// Compiles the filter into `program`, and says in `length` how many bytes it has.
int32_t cairn_filter_compile(uint8_t *program, size_t capacity, size_t *length);

/// Installs a compiled filter for the rest of this process's life.
int32_t cairn_filter_install(const uint8_t *program, size_t length);

/// 0 if this kernel filters system calls and can kill a process for one.
int32_t cairn_filter_check(void);

// Descriptors and messages.

/// Puts two descriptors at 3 and 4 and closes all others above 2.
int32_t cairn_descriptors_keep(int32_t third, int32_t fourth);

/// Makes a pipe that other programs do not inherit: the end to read from, then the end to write to.
int32_t cairn_descriptors_pipe(int32_t ends[2]);

/// Makes a file in memory with these bytes; gives its descriptor, or a negative errno value.
int32_t cairn_descriptors_memory(const uint8_t *bytes, size_t count);

/// Sends one datagram with descriptors beside it.
int32_t cairn_message_send(int32_t socket, const uint8_t *bytes, size_t length, const int32_t *descriptors,
                           size_t count);

/// Receives one datagram with descriptors beside it; no bytes at all mean that the other side is gone.
/// Fails with EMSGSIZE if it does not fit.
int32_t cairn_message_receive(int32_t socket, uint8_t *bytes, size_t capacity, size_t *length, int32_t *descriptors,
                              size_t descriptor_capacity, size_t *count);

// Processes.

/// A descriptor and the number that it shall have in a new process.
struct cairn_descriptor_move {
    int32_t source;
    int32_t target;
};

/// Starts a program in a process group of its own with these descriptors, all signals at their defaults.
/// Descriptors above the highest target are closed.
int32_t cairn_process_spawn(const char *path, char *const arguments[], char *const environment[],
                            const struct cairn_descriptor_move *moves, size_t count, int32_t *process);

/// Forks; gives the child's number, 0 in the child, or a negative errno value.
int32_t cairn_process_fork(void);

/// Has the kernel kill this process when `parent` ends; fails with ESRCH if it has ended already.
int32_t cairn_process_follow(int32_t parent);

/// Ends this process at once, without clean-up.
_Noreturn void cairn_process_exit(int32_t status);

/// How a child ended.
struct cairn_child_end {
    /// Exit status; 0 if a signal ended it.
    int32_t exit_status;
    /// The signal that ended it, or 0.
    int32_t signal;
    /// Whether it was killed at its deadline.
    int32_t timed_out;
    /// Whether it was killed because the other side of the control socket is gone.
    int32_t abandoned;
    /// Whether it had run into its limit of memory when it died.
    int32_t short_of_memory;
    uint64_t peak_resident_bytes;
    uint64_t cpu_microseconds;
    uint64_t wall_microseconds;
};

/// Waits for a child, kills it at its deadline or when the control socket hangs up, and says how it ended.
int32_t cairn_process_watch(int32_t child, int32_t control, uint64_t wall_milliseconds, struct cairn_child_end *end);

/// Waits up to `milliseconds` for a child to end by itself, else kills it, and reaps it.
void cairn_process_reap(int32_t child, int32_t milliseconds);

// Last words.

/// Has this process, when it dies of a fault, tell by its exit status which it was and whether memory was short.
/// `memory_bytes` is the budget that it was given.
int32_t cairn_last_words_arm(uint64_t memory_bytes);

/// Exit status of a process that died of a fault: this plus the signal.
#define CAIRN_LAST_WORDS_FAULT 64
/// The same, with memory short.
#define CAIRN_LAST_WORDS_MEMORY 128

// Probes: each tries one forbidden thing from inside the walls.

/// How a probe shows that the walls stand.
enum cairn_probe_expectation {
    /// The call is refused, or the process is killed for it.
    CAIRN_PROBE_REFUSED = 0,
    /// An allocation fails within the budget.
    CAIRN_PROBE_BOUNDED = 1,
    /// The process is killed at its deadline.
    CAIRN_PROBE_STOPPED = 2,
    /// The process dies of a fault, alone.
    CAIRN_PROBE_FAULT = 3,
};

/// What a probe may use.
struct cairn_probe_setting {
    /// The evidence, open for reading.
    int32_t evidence;
    /// The answer pipe.
    int32_t answer;
    /// The process that forked this one.
    int32_t parent;
    /// The budget of memory.
    uint64_t memory_bytes;
};

/// The number of probes; they count from 0.
int32_t cairn_probe_count(void);

/// What a probe tries; NULL for an unknown number.
const char *cairn_probe_name(int32_t number);

/// How a probe shows that the walls stand.
enum cairn_probe_expectation cairn_probe_expectation(int32_t number);

/// Tries it. Returns the errno value with which it was refused, or 0 if it got through.
/// `amount` is how many bytes it was given, for a probe of memory.
int32_t cairn_probe_run(int32_t number, const struct cairn_probe_setting *setting, uint64_t *amount);

#ifdef __cplusplus
}
#endif

#endif
