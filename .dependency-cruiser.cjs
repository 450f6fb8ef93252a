/** The arrows of design.md: interface → application → projections → domain; infrastructure implements application's ports. Checked in `npm test`. */
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to: { path: '.', pathNot: to } });
module.exports = {
  forbidden: [
    { name: 'no-circles', comment: 'a circle is a time-dependent error in ESM, and a house without a door', severity: 'error', from: {}, to: { circular: true } },
    only('domain-knows-zod-only', 'the domain imports nothing but zod', '^src/domain/(?!kernel/calendar)', '^src/domain/|^node_modules/zod/'),
    only('calendar-knows-temporal', 'the one file of the domain that knows a calendar library', '^src/domain/kernel/calendar', '^src/domain/|^node_modules/(zod|temporal-polyfill)/'),
    only('application-knows-domain', 'application is around the domain and knows neither framework nor database', '^src/application/', '^src/(application|domain|projections)/|^node_modules/zod/|^(node:)?crypto$'),
    only('projections-are-pure', 'read models fold events; the port that they are read by stands with them', '^src/projections/', '^src/(projections|domain)/'),
    only('infrastructure-implements-ports', 'what makes ports real', '^src/infrastructure/', '^src/(infrastructure|application|domain|projections)/|^node_modules/|^(node:)?[a-z_/]+$'),
    { name: 'interface-knows-application', comment: 'the ways in know what is decided and asked, never what makes ports real or puts it together', severity: 'error', from: { path: '^src/interface/' }, to: { path: '^src/(infrastructure|main)/' } },
    { name: 'no-way-back', comment: 'nothing inner knows an outer layer', severity: 'error', from: { path: '^src/(domain|application|projections|infrastructure)/' }, to: { path: '^src/(interface|main)/' } },
    { name: 'product-knows-no-lab', comment: 'the product stands without what tries it', severity: 'error', from: { path: '^src/' }, to: { path: '^(lab|test)/' } },
    { name: 'lab-knows-no-test', comment: 'tests use the lab, not the other way round', severity: 'error', from: { path: '^lab/' }, to: { path: '^test/' } },
    { name: 'lab-shares-scenarios-only', comment: 'what two parts of the lab use is a scenario', severity: 'error', from: { path: '^lab/([a-z]+)/' }, to: { path: '^lab/', pathNot: '^lab/($1|scenarios)/' } },
    { name: 'sealed-is-for-the-vault', comment: 'only sealing, codec and verify look inside a sealed value', severity: 'error', from: { path: '^src/(projections|interface|infrastructure)/' }, to: { path: '^src/domain/kernel/sealed\\.ts$' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
