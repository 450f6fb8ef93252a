import { instant, type Step } from '../../steps.js';
import type { Tale } from '../tale.js';
import { corps } from './corps.js';
import { measurements, offers, young } from './owed.js';
import { Scene } from './scene.js';
import { acuteAtNight, handovers, mistakes, newConcerns, referrals } from './waiting.js';
import { absence, brokenGlass, disclosures, groups, meetings, protectedAddress, securityHold } from './watched.js';

/** Both towns' last weeks, by hand; the draft of this year's report last. */
export function scenes(copenhagen: Tale, koege: Tale, today: string): readonly Step[] {
  const steps = [copenhagen, koege].flatMap((tale): readonly Step[] => {
    const scene = new Scene(tale, today);
    for (const tell of [acuteAtNight, newConcerns, handovers, referrals, mistakes]) tell(scene);
    for (const tell of [measurements, offers, young]) tell(scene);
    for (const tell of [securityHold, protectedAddress, meetings, absence, groups, disclosures]) tell(scene);
    const { infohus, planId: plan, analyst: who } = tale.town;
    const params = { infohus, plan, year: Number(today.slice(0, 4)), state: 'frozen' };
    return [
      ...brokenGlass(scene),
      { recorded: instant(scene.back(2, 10)), does: { who, query: 'KeepReport', params } },
    ];
  });
  // Behind all that is drawn by lot before it, which stays as it was.
  for (const tale of [copenhagen, koege]) corps(new Scene(tale, today));
  return steps;
}
