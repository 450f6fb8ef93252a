const USERS_AN_AGENCY = 6;
const LAW_ENFORCEMENT = new Set(['KP', 'MVSJ', 'PET', 'KRIM']);

/** Agencies as the plans of 2024 name them: who coordinates, the police, and who else holds cases. */
const KNOWN = [
  { code: 'koebenhavn', lead: 'BIF', police: 'KP', others: ['SOF', 'BUF', 'KFF', 'SSP', 'KRIM', 'RHP'] },
  { code: 'koege', lead: 'VEL', police: 'MVSJ', others: ['SOC', 'FAM', 'SSPK', 'KRIM', 'RSJ'] },
];

/** Looked up for each event: remembered. */
const regimes = new Map();
export function regimeOf(agency) {
  const known = regimes.get(agency);
  if (known) return known;
  regimes.set(agency, LAW_ENFORCEMENT.has(agency.split('_')[0]) ? 'law-enforcement' : 'GDPR');
  return regimes.get(agency);
}

/** An Infohus with its people. `recent`: the newest concerns, which its meetings talk about. */
export function infohusNumber(i) {
  const known = KNOWN[i] ?? numbered(KNOWN[i % KNOWN.length], i + 1);
  const { code, lead, police, others } = known;
  const staff = Object.fromEntries([lead, police, ...others].map((agency) => [agency, people(agency, 'caseworker')]));
  return {
    code,
    lead,
    police,
    agencies: [lead, ...others],
    workers: staff,
    coordinator: person(lead, 'coordinator', 0),
    officer: person(police, 'police', 0),
    scheduler: acting({ agency: code, kind: 'system', role: 'system', userId: 'scheduler' }),
    recent: [],
  };
}

const numbered = ({ code, lead, police, others }, n) => ({
  code: `${code}-${n}`,
  lead: `${lead}_${n}`,
  police: `${police}_${n}`,
  others: others.map((agency) => `${agency}_${n}`),
});

const people = (agency, role) => Array.from({ length: USERS_AN_AGENCY }, (_, i) => person(agency, role, i));
const person = (agency, role, i) =>
  acting({ agency, kind: 'person', role, userId: `${agency.toLowerCase()}-${role}-${i + 1}` });

/** Written out once: an actor stands in every event. */
const acting = (actor) => ({ ...actor, json: JSON.stringify(actor) });
