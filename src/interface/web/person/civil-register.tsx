import { randomUUID } from 'node:crypto';
import { masked } from '../../../domain/person/civil-number.js';
import { fieldName } from '../../words/labels.js';
import type { Answer } from '../answer.js';
import { dateOf } from '../dates.js';
import { Facts } from '../facts.js';
import { Alert, Layout, type Page, Table } from '../layout.js';
import { LookUpForm } from './reason-form.js';

type Found = Answer<'LookUpInCivilRegister'>;
interface Shown {
  readonly page: Page;
  readonly person: Answer<'Person'>;
  readonly found: Found;
}
const COMMAND = 'ChangePersonDetails';

/** What the register says, beside what is recorded: a person takes over what is right, tick by tick. */
export function CivilRegisterPage({ page, person, found }: Shown) {
  const { say } = page;
  const { status, number, protection, differences, custodians } = found;
  const statusSays = status === 'active' ? null : say(`cpr.status.${status}`);
  return (
    <Layout page={page} title={say('cpr.title')}>
      <Back page={page} person={person} />
      {statusSays ? (
        <Alert kind="warning" title={say('cpr.status')}>
          {statusSays}
        </Alert>
      ) : null}
      <p class="lead">{say('cpr.lead')}</p>
      {number.isReplacement ? <p>{say('cpr.replacement')}</p> : null}
      {number.isReplacement || number.fitsControlDigit ? null : <p>{say('cpr.control-digit')}</p>}
      <h2>{say('cpr.protection')}</h2>
      <p>{say(`cpr.protection.${protection.state}`)}</p>
      <Facts
        of={[
          [say('cpr.from'), protection.from && dateOf(page, protection.from)],
          [say('cpr.to'), protection.to && dateOf(page, protection.to)],
        ]}
      />
      {found.addressHeldBack ? <HeldBack page={page} person={person} /> : null}
      {differences.length === 0 && custodians.length === 0 ? <p>{say('cpr.same')}</p> : null}
      <Taking page={page} person={person} found={found} />
      {custodians
        .filter(({ personId }) => personId === null)
        .map((one) => (
          <NewCustodian page={page} custodian={one} />
        ))}
    </Layout>
  );
}

/** Why there is no answer, and a way on. */
export function NoAnswerPage({ page, person, message }: { page: Page; person: Answer<'Person'>; message: string }) {
  return (
    <Layout page={page} title={page.say('cpr.title')}>
      <Back page={page} person={person} />
      <Alert kind="warning" title={page.say('cpr.no-answer')}>
        {message}
      </Alert>
    </Layout>
  );
}

function Back({ page, person }: Omit<Shown, 'found'>) {
  return (
    <nav class="breadcrumbs" aria-label={page.say('task.where')}>
      <a href={`/persons/${person.personId}?infohus=${page.infohus}`}>{person.name ?? page.say('person.unnamed')}</a>
    </nav>
  );
}

function HeldBack({ page, person }: Omit<Shown, 'found'>) {
  const { say } = page;
  return (
    <>
      <p>{say('cpr.held-back')}</p>
      {person.protectedAddress ? (
        <LookUpForm page={page} personId={person.personId} withAddress />
      ) : (
        <p>{say('cpr.held-back.first')}</p>
      )}
    </>
  );
}

/** One form for all of it: what is not ticked is not sent, and stays as it is. */
function Taking({ page, person, found: { differences, custodians } }: Shown) {
  const { say, language, session, infohus } = page;
  const known = custodians.flatMap(({ personId, isRecorded }) => (personId && !isRecorded ? [personId] : []));
  const guardians = [...person.guardians.map(({ personId }) => personId), ...known].join('\n');
  if (differences.length + custodians.length === 0) return null;
  return (
    <form method="post" action={`/persons/${person.personId}/do/${COMMAND}?infohus=${infohus}`} class="task">
      <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
      <input type="hidden" name="_commandId" value={randomUUID()} />
      <input type="hidden" name="id" value={person.personId} />
      {differences.length > 0 ? (
        <Table
          caption={say('cpr.differences')}
          head={[say('cpr.take'), say('cpr.recorded'), say('cpr.registered')]}
          rows={differences.map((one) => [
            <Take name={one.field} value={one.registered} label={fieldName(one.field, language, COMMAND)} />,
            one.field === 'cpr' ? say('cpr.not-shown') : told(page, one.field, one.recorded),
            told(page, one.field, one.registered),
          ])}
        />
      ) : null}
      {custodians.length > 0 ? (
        <Table
          caption={say('cpr.custody')}
          head={[say('col.role'), say('col.name'), say('col.status')]}
          rows={custodians.map(({ as, name, number, personId, isRecorded }) => [
            say(`cpr.custody.${as}`),
            name ?? (number ? masked(number) : ''),
            say(isRecorded ? 'cpr.custody.recorded' : personId ? 'cpr.custody.known' : 'cpr.custody.unknown'),
          ])}
        />
      ) : null}
      {known.length > 0 ? <Take name="guardians" value={guardians} label={say('cpr.custody.take')} /> : null}
      {differences.length + known.length > 0 ? (
        <button class="button button-primary" type="submit">
          {say('cpr.take-over')}
        </button>
      ) : null}
    </form>
  );
}

function Take({ name, value, label }: { name: string; value: string; label: string }) {
  return (
    <div class="form-group-checkbox">
      <input type="checkbox" class="form-checkbox" id={`take-${name}`} name={`data.${name}`} value={value} />
      <label class="form-checkbox-label" for={`take-${name}`}>
        {label}
      </label>
    </div>
  );
}

/** As a page says it: of a number only as much as tells it from another. */
function told(page: Page, field: string, value: string | null): string {
  if (value === null) return '';
  if (field === 'cpr') return masked(value);
  if (field === 'birthDate') return dateOf(page, value);
  return field === 'protectedAddress' ? page.say(value === 'true' ? 'yes' : 'no') : value;
}

/** Leads to the form that records a person, filled in with what the register says: in its body, for there is a number in it. */
function NewCustodian({ page, custodian }: { page: Page; custodian: Found['custodians'][number] }) {
  const { say, session, infohus } = page;
  const { as, number, name, birthDate } = custodian;
  return (
    <form method="post" action={`/do/RegisterPerson?infohus=${infohus}`}>
      <input type="hidden" name="_csrf" value={session?.csrf ?? ''} />
      <input type="hidden" name="_commandId" value={randomUUID()} />
      <input type="hidden" name="_preview" value="1" />
      <input type="hidden" name="id" value={randomUUID()} />
      <input type="hidden" name="data.name" value={name ?? ''} />
      <input type="hidden" name="data.birthDate" value={birthDate ?? ''} />
      <input type="hidden" name="data.cpr" value={number ?? ''} />
      <button class="button button-secondary" type="submit">
        {`${say(`cpr.custody.${as}`)}: ${say('cpr.custody.register')}`}
      </button>
    </form>
  );
}
