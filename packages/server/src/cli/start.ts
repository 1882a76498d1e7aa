import { readOptions } from './options.ts';

/** `dandelion start`: the server with its page, until Ctrl-C. */
export async function start(args: string[]): Promise<void> {
  const { values } = readOptions('start', args, { insecure: { type: 'boolean' } });
  const { serve } = await import('../main.ts');
  await serve({ insecure: values.insecure ?? false });
}
