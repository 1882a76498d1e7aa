/** Parameters of the command. Sized for a small machine that also runs an analytics engine; other values of postgresql.conf hold. */
export function postgresSettings(port: number): string[] {
  const settings: Record<string, string | number> = {
    // Loopback alone. A socket file would need a path of at most 107 bytes.
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    // Nobody can log in as superuser.
    superuser_reserved_connections: 0,
    shared_buffers: '64MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '1GB',
    min_wal_size: '80MB',
    // Records are small: what parallel workers would save is less than what they cost, and containers have little shared memory.
    max_parallel_workers_per_gather: 0,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Its words come to us by a pipe: the reasons of an end, and no statement of a user.
    log_destination: 'stderr',
    logging_collector: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    // Fewer processes.
    io_method: 'sync',
    max_logical_replication_workers: 0,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
