import { totalmem } from 'node:os';
import { join } from 'node:path';

export interface EngineFolders {
  data: string;
  /** Spill of large GROUP BY and ORDER BY. */
  spill: string;
  staging: string;
}

export interface EngineAccess {
  port: number;
  /** Answer of /ping: proves that the engine on the port is the one that was started. Not a secret. */
  identity: string;
  /** Whoever sends it as `secretHeader` may ask everything. */
  secret: string;
}

export const secretHeader = 'X-Dandelion-Key';

const mebibyte = 1024 * 1024;

/** No step of one question may be cut off before that; it only ends what would never end. */
export const longestQuestionSeconds = 3600;

/** Bytes of a statement, and of the bound values together, which travel in the URL: long lists of names. */
const longestText = 8 * mebibyte;

export function engineFolders(folder: string): EngineFolders {
  return { data: join(folder, 'data'), spill: join(folder, 'spill'), staging: join(folder, 'staging') };
}

/**
 * Bytes the engine may take: 60 % of the machine, or of the container's limit where there is one. The rest is for Node
 * and for the page cache that makes the second reading of a file fast. An idle engine has 250 MB.
 */
export function engineMemory(machine = totalmem(), container = process.constrainedMemory()): number {
  // constrainedMemory() is 0 when unknown and astronomical when unlimited.
  const available = container > 0 ? Math.min(machine, container) : machine;
  return Math.max(Math.floor(available * 0.6), 512 * mebibyte);
}

/** An insert is answered when it is on the disk. Costs 3 ms. */
const durableInserts = `
  <merge_tree>
    <fsync_after_insert>1</fsync_after_insert>
    <fsync_part_directory>1</fsync_part_directory>
  </merge_tree>`;

/**
 * The server's side. The defaults are made for big machines that do nothing else.
 * HTTP on loopback only. A rule without the secret header does not exist, so a stranger gets 404 for everything but /ping:
 * the user `default` cannot have a password here, because the local session that keeps the engine running logs in as it.
 */
export function serverConfig(folder: string, access: EngineAccess, memory: number, durable: boolean): string {
  const { data, spill, staging } = engineFolders(folder);
  return `<clickhouse>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${access.port}</http_port>
  <http_handlers>
    <rule>
      <url>/ping</url>
      <methods>GET</methods>
      <handler><type>static</type><response_content>${access.identity}</response_content></handler>
    </rule>
    <rule>
      <headers><${secretHeader}>${access.secret}</${secretHeader}></headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
  </http_handlers>
  <path>${escapeXml(data)}/</path>
  <tmp_path>${escapeXml(spill)}/</tmp_path>
  <user_files_path>${escapeXml(staging)}/</user_files_path>
  <users_config>${escapeXml(join(folder, 'users.xml'))}</users_config>
  <timezone>UTC</timezone>
  <logger><level>none</level></logger>
  <send_crash_reports><enabled>false</enabled></send_crash_reports>
  <core_dump><size_limit>0</size_limit></core_dump>
  <max_server_memory_usage>${memory}</max_server_memory_usage>
  <mark_cache_size>${64 * mebibyte}</mark_cache_size>
  <primary_index_cache_size>${64 * mebibyte}</primary_index_cache_size>
  <query_condition_cache_size>${16 * mebibyte}</query_condition_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <mmap_cache_size>0</mmap_cache_size>${durable ? durableInserts : ''}
</clickhouse>
`;
}

/**
 * The questions' side. A GROUP BY or ORDER BY goes on in the spill folder when it holds a third of what a question may take:
 * merging what was spilled takes as much again.
 */
export function usersConfig(memory: number): string {
  const perQuestion = Math.floor(memory * 0.8);
  const spillAt = Math.floor(perQuestion / 3);
  return `<clickhouse>
  <profiles>
    <default>
      <max_memory_usage>${perQuestion}</max_memory_usage>
      <max_bytes_before_external_group_by>${spillAt}</max_bytes_before_external_group_by>
      <max_bytes_ratio_before_external_group_by>0</max_bytes_ratio_before_external_group_by>
      <max_bytes_before_external_sort>${spillAt}</max_bytes_before_external_sort>
      <max_bytes_ratio_before_external_sort>0</max_bytes_ratio_before_external_sort>
      <max_execution_time>${longestQuestionSeconds}</max_execution_time>
      <http_receive_timeout>${longestQuestionSeconds}</http_receive_timeout>
      <http_send_timeout>${longestQuestionSeconds}</http_send_timeout>
      <max_query_size>${longestText}</max_query_size>
      <http_max_uri_size>${longestText}</http_max_uri_size>
      <http_max_field_value_size>${longestText}</http_max_field_value_size>
      <allow_introspection_functions>0</allow_introspection_functions>
    </default>
  </profiles>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip><ip>::1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </default>
  </users>
  <quotas><default></default></quotas>
</clickhouse>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
