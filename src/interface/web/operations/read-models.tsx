import { secondsLeft } from '../../../application/ports/read-model-status.js';
import { number } from '../../words/format.js';
import { named } from '../../words/words.js';
import type { Answer } from '../answer.js';
import { Alert, Layout, type Page, Table } from '../layout.js';

type ReadModelsView = Answer<'ReadModels'>;
type ReadModelView = ReadModelsView['models'][number];
type Rebuild = NonNullable<ReadModelsView['rebuild']>;

/** How far each read model is, what to do where one has stopped, and how far a rebuild is: for those who run the machine. */
export function ReadModelsPage({ page, view: { models, rebuild } }: { page: Page; view: ReadModelsView }) {
  const { say } = page;
  return (
    <Layout page={page} title={say('nav.read-models')}>
      <p>{say('models.what')}</p>
      {models
        .filter(({ state }) => state === 'stopped')
        .map((model) => (
          <Stopped page={page} model={model} />
        ))}
      {rebuild?.running ? <Rebuilding page={page} rebuild={rebuild} /> : null}
      {rebuild && !rebuild.running ? <CutShort page={page} rebuild={rebuild} /> : null}
      <Table
        caption={say('models.all')}
        head={(['model', 'state', 'behind', 'position', 'rate'] as const).map((k) => say(`col.${k}`))}
        rows={models.map((model) => row(page, model))}
      />
      <p>
        <a href={`/read-models?infohus=${page.infohus}`}>{say('models.look-again')}</a>
      </p>
    </Layout>
  );
}

const BADGES = { live: 'badge-success', behind: 'badge-warning', stopped: 'badge-error' } as const;

function row(page: Page, { name, state, lag, position, rate }: ReadModelView) {
  const { say, language } = page;
  return [
    <>
      {named(say, 'model', name)} <code>{name}</code>
    </>,
    <span class={`badge ${BADGES[state]}`}>{say(`models.${state}`)}</span>,
    number(lag, language, false),
    number(position, language, false),
    rate === null ? '–' : number(rate, language, false),
  ];
}

function Stopped({ page, model }: { page: Page; model: ReadModelView }) {
  const { say, language } = page;
  const where = `${say('models.cannot-fold')} ${number(model.failedAt ?? model.position, language, false)} (${model.failure}).`;
  return (
    <Alert kind="error" title={`${named(say, 'model', model.name)} ${say('models.has-stopped')}`}>
      <p>{`${where} ${say('models.nothing-skipped')}`}</p>
      <p>
        {say('models.mend')} <code>rebuild {model.name}</code>
      </p>
    </Alert>
  );
}

/** The bar is the browser's own; the text says the same, and more. */
function Rebuilding({ page, rebuild }: { page: Page; rebuild: Rebuild }) {
  const { say, language } = page;
  const { models, phase, slices, slicesDone, events } = rebuild;
  const left = secondsLeft(rebuild);
  const parts = [
    `${slicesDone} ${say('models.of')} ${slices} ${say('models.slices')}`,
    `${number(events, language, false)} ${say('models.events')}`,
    `${number(Math.round(rebuild.rate), language, false)} ${say('models.a-second')}`,
    ...(left === undefined ? [] : [`${say('models.about')} ${number(left, language, false)} ${say('models.left')}`]),
  ];
  return (
    <section aria-labelledby="rebuild">
      <h2 id="rebuild">{say('models.rebuild')}</h2>
      <p>{namesOf(page, models)}</p>
      <label for="rebuild-done">{named(say, 'phase', phase)}</label>
      <progress class="rebuild-done" id="rebuild-done" value={slicesDone} max={slices} />
      <p>{parts.join(' · ')}</p>
      <p>{say('models.rebuild-hint')}</p>
    </section>
  );
}

function CutShort({ page, rebuild: { models, slices, slicesDone } }: { page: Page; rebuild: Rebuild }) {
  const { say } = page;
  return (
    <Alert kind="warning" title={say('models.cut-short')}>
      <p>{`${namesOf(page, models)}: ${slicesDone} ${say('models.of')} ${slices} ${say('models.slices')}.`}</p>
      <p>{say('models.cut-short.mend')}</p>
    </Alert>
  );
}

/** A rebuild is of read models in a version: `case_list 4`. */
const namesOf = ({ say }: Page, declared: readonly string[]): string =>
  declared.map((one) => named(say, 'model', one.split(' ', 1)[0] ?? one)).join(', ');
