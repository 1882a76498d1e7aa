/** Where systems have setpriv and unshare. Not the user's own: as root, what is found there is run as root. */
const systemFolders = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Nothing of ours: no secrets, no NODE_OPTIONS, no PGDATA or PGPORT of the user's own PostgreSQL. Its messages are read: in English. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  return { PATH: systemFolders, LC_ALL: 'C', TZ: 'UTC' };
}
