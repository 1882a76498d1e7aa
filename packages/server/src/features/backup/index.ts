export { type Moved, moveWorkspace } from './move-workspace.ts';
export { checkBackup, readContents, restoreBackup } from './restore-backup.ts';
export { settleRestore } from './settle-restore.ts';
export { type WorkspacePlace, type WrittenBackup, writeBackup } from './write-backup.ts';
