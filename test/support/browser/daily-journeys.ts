import type { Page } from 'playwright-core';
import { Journey } from './journey.js';

const SEND = 'main .task-send .button-primary';
/** Aims of screens.md section 6: page loads, and fields typed or chosen. Nobody pastes an id. */
const AIMS = {
  'concern + one new person': [2, 6],
  'family of three with a guardian': [2, 14],
  'qualify + open case, three persons': [4, 6],
  contact: [2, 2],
  'offer + decline': [3, 1],
  'a minor’s yes + course started': [3, 4],
} as const;
type Job = keyof typeof AIMS;

async function told(job: Journey, page: Page): Promise<void> {
  await job.type(page, 'data.description', 'Opdigtet henvendelse');
  await job.choose(page, 'data.channel', 'professional');
}
async function someone(job: Journey, page: Page, i: number, [name, age, role]: readonly [string, string, string?]) {
  await job.type(page, `data.subjects.${i}.personId.name`, name);
  await job.choose(page, `data.subjects.${i}.ageGroup`, age);
  if (role) await job.choose(page, `data.subjects.${i}.role`, role);
}
async function offerTo(job: Journey, page: Page, name: string): Promise<void> {
  const form = `main tr:has-text("${name}") form[action*="/do/OfferSupport"]`;
  await page.locator(`${form} select`).first().selectOption('mentor');
  job.fields++;
  await job.press(page, `${form} button`);
}

/** What a coordinator does all day, with nothing but what stands on the page; each job begins on the page where the one before it ended. */
export async function dailyJobs(page: Page, url: string) {
  const jobs: Journey[] = [];
  const begin = (name: Job): Journey => {
    const job = new Journey(name);
    jobs.push(job);
    return job;
  };

  await registerMentor(page, url);
  await page.goto(url);
  const one = begin('concern + one new person');
  await one.press(page, 'a[href^="/do/RegisterConcern"]');
  await told(one, page);
  await someone(one, page, 0, ['Opdigtet Voksen', 'adult']);
  await one.press(page, SEND);
  const concern = await page.locator('main').innerText();

  const family = begin('family of three with a guardian');
  await family.press(page, 'a[href^="/do/RegisterConcern"]');
  await told(family, page);
  await someone(family, page, 0, ['Opdigtet Ung', 'minor']);
  await page.click('.more-rows > summary'); // no page, and no field
  await someone(family, page, 1, ['Opdigtet Søskende', 'minor', 'sibling']);
  await someone(family, page, 2, ['Opdigtet Mor', 'adult', 'parent']);
  await page.locator('.more-of-person > summary').nth(2).click();
  await page.check('[name="data.subjects.2.personId.guardian"]');
  family.fields++;
  await family.press(page, SEND);

  const opening = begin('qualify + open case, three persons');
  await opening.press(page, 'main a[href*="/do/QualifyConcern"]');
  await opening.choose(page, 'data.outcome', 'substantiated');
  await opening.type(page, 'data.grounds', 'Opdigtet grundlag');
  await opening.press(page, SEND);
  await opening.press(page, 'main a[href*="/do/OpenCase"]');
  await opening.press(page, SEND);
  const casePath = new URL(page.url()).pathname;
  const opened = await page.locator('main').innerText();

  const contact = begin('contact');
  await contact.press(page, 'main a[href*="/do/RecordContact"]');
  await contact.choose(page, 'data.kind', 'call');
  await contact.type(page, 'data.summary', 'Opdigtet samtale');
  await contact.press(page, SEND);

  const declined = begin('offer + decline');
  await offerTo(declined, page, 'Opdigtet Mor');
  await declined.press(page, `main a[href^="${casePath}/support"]`);
  await declined.press(page, 'main form[action*="/do/DeclineOffer"] button');

  await page.goto(url + casePath);
  await offerTo(new Journey('an offer, for the yes'), page, 'Opdigtet Ung');
  await page.goto(`${url}${casePath}/support`);
  const yes = begin('a minor’s yes + course started');
  await yes.press(page, 'main a[href*="/do/AcceptOffer"]');
  const guardian = page.locator('[name="data.consent.by"]:not(:checked)');
  for (const box of await guardian.all()) {
    await box.check();
    yes.fields++;
  }
  await page.locator('[name="also.StartCourse.mentorId"]').first().check();
  yes.fields++;
  await yes.press(page, SEND);
  await yes.press(page, `main a[href^="${casePath}/support"]`);
  return { jobs, concern, opened, support: await page.locator('main').innerText() };
}

/** Somebody of the corps who can take a course; no part of a job. */
async function registerMentor(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/do/RegisterMentor`);
  await page.fill('[name="data.name"]', 'Opdigtet Mentor');
  await page.check('[name="data.kinds"][value="mentor"]');
  await page.fill('[name="data.capacity"]', '2');
  await page.fill('[name="data.trainedOn"]', '2020-01-01');
  await Promise.all([page.waitForEvent('load'), page.click(SEND)]);
}

/** What it cost, beside what it may. */
export const againstAim = (job: Journey): string => `${job.told()}, aim ${AIMS[job.name as Job].join(' · ')} · 0`;

/** Where a job is dearer than its aim, in words. */
export const dearer = (jobs: readonly Journey[]): readonly string[] =>
  jobs.flatMap((job) => {
    const [loads, fields] = AIMS[job.name as Job];
    return job.loads > loads || job.fields > fields ? [`${job.told()}, aim ${loads} · ${fields} · 0`] : [];
  });
