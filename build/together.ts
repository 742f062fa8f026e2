/**
 * What a start loads: the files of the bundle, and what each begins with. What is always loaded together is one file, with
 * all that it imports: linking costs a look at every import of every file, so that a start from 150 of them takes a quarter
 * longer. The first that a module belongs to has it. Whatever else is loaded late is a file of its own.
 */
export const TOGETHER = {
  command: ['cli/program', 'engine'],
  reading: ['config', 'db/sqlite/store', 'db/sqlite/database-file', 'cli/commands/matrix'],
  service: [
    ...['cli/commands/serve', 'service', 'http/server/fast-path/fast-path', 'http/workers/job', 'webhooks/target'],
  ],
};
