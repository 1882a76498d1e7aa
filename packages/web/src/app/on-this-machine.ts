const local = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/)/;

/** Whether nobody on another machine can open this address. */
export const onThisMachine = (address: string): boolean => local.test(address);
