// Who may import whom. docs/architecture.md has the picture.
const ours = '^packages/';
const tests = '\\.test\\.ts$|/test-[^/]+\\.ts$';
const external = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'];

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'stats-is-pure',
      severity: 'error',
      from: { path: '^packages/stats/src/', pathNot: tests },
      to: { pathNot: ['^packages/stats/src/', '^node_modules/@stdlib/', '/node_modules/@stdlib/'] },
    },
    {
      name: 'contract-needs-only-zod',
      severity: 'error',
      from: { path: '^packages/contract/src/', pathNot: tests },
      to: { pathNot: ['^packages/contract/src/', '^node_modules/zod/', '/node_modules/zod/'] },
    },
    {
      // And only its types: what runs of the contract is zod, which a page need not load to say an answer.
      name: 'wording-knows-only-types-of-the-contract',
      severity: 'error',
      from: { path: '^packages/wording/src/', pathNot: tests },
      to: { pathNot: '^packages/wording/src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'wording-knows-no-other-package',
      severity: 'error',
      from: { path: '^packages/wording/src/', pathNot: tests },
      to: { pathNot: ['^packages/wording/src/', '^packages/contract/src/index\\.ts$'] },
    },
    {
      // A page runs it in a worker, where zod has nothing to do.
      name: 'portfolio-knows-only-types-of-the-contract',
      severity: 'error',
      from: { path: '^packages/portfolio/src/', pathNot: tests },
      to: { path: '^packages/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'portfolio-is-pure',
      severity: 'error',
      from: { path: '^packages/portfolio/src/', pathNot: tests },
      to: { pathNot: ['^packages/portfolio/src/', '^packages/(contract|stats)/src/index\\.ts$'] },
    },
    {
      // It runs on the pages of others, where every byte counts.
      name: 'the-sdk-knows-no-one',
      severity: 'error',
      from: { path: '^packages/sdk/src/', pathNot: tests },
      to: { pathNot: '^packages/sdk/src/' },
    },
    {
      name: 'a-package-through-its-door',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: ours,
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/src/((examples|samples)/)?index\\.ts$',
          '^packages/wording/src/fixtures\\.ts$',
        ],
      },
    },
    {
      name: 'invented-answers-are-for-tests',
      severity: 'error',
      from: { pathNot: [tests, '\\.test\\.tsx$', '/test-[^/]+/', '/fixtures?[^/]*\\.ts$'] },
      to: { path: '^packages/wording/src/fixture' },
    },
    {
      name: 'a-feature-through-its-door',
      severity: 'error',
      from: { path: '^packages/server/src/(?!features/)' },
      to: { path: '^packages/server/src/features/[^/]+/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'another-feature-through-its-door',
      severity: 'error',
      from: { path: '^packages/server/src/features/([^/]+)/' },
      to: {
        path: '^packages/server/src/features/[^/]+/',
        pathNot: ['^packages/server/src/features/$1/', '/index\\.ts$', '/test-[^/]+\\.ts$'],
      },
    },
    {
      name: 'what-helps-tests-is-for-tests',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: tests },
      to: { path: '/test-[^/]+\\.tsx?$' },
    },
    {
      // Tiers, low to high: files, conditions <- experiments.
      name: 'a-low-tier-knows-no-higher-one',
      severity: 'error',
      from: { path: '^packages/server/src/features/(files|conditions)/', pathNot: tests },
      to: { path: '^packages/server/src/features/(?!files/|conditions/)' },
    },
    {
      name: 'features-know-only-ports',
      severity: 'error',
      from: { path: '^packages/server/src/features/', pathNot: tests },
      to: { path: '^packages/server/src/(?!features/|kernel/)' },
    },
    {
      name: 'kernel-knows-no-one',
      severity: 'error',
      from: { path: '^packages/server/src/kernel/', pathNot: tests },
      to: { path: '^packages/server/src/(?!kernel/)' },
    },
    {
      name: 'only-compose-wires-engines',
      severity: 'error',
      from: {
        path: '^packages/server/src/',
        pathNot: ['^packages/server/src/(engines/|compose[a-z-]*\\.ts|worker\\.ts)', tests],
      },
      to: { path: '^packages/server/src/engines/' },
    },
    {
      name: 'the-report-knows-only-the-contract-and-wording',
      severity: 'error',
      from: { path: '^packages/server/src/report/', pathNot: tests },
      to: {
        path: ours,
        pathNot: [
          '^packages/server/src/report/',
          '^packages/(contract|wording)/',
          '^packages/portfolio/src/index\\.ts$',
        ],
      },
    },
    {
      name: 'product-code-needs-no-development-package',
      severity: 'error',
      from: { path: '^packages/(stats|contract|wording|portfolio|server)/src/', pathNot: tests },
      to: { dependencyTypes: external.filter((type) => type !== 'npm' && type !== 'npm-optional') },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
