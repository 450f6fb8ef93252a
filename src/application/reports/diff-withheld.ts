import type { Edition } from '../../domain/indicators/publishing/edition.js';
import type { Sources } from './basis.js';
import { type Against, type Compared, type Figures, figures, stepsOf, told } from './diff.js';
import { type Basis, figuresOf } from './report.js';
import type { StatedFile } from './reproduce.js';
import { togetherWith, withheldOn } from './withheld.js';

/**
 * The same for who may not see every figure: both reports with their counts withheld, the later knowing the earlier as a publication knows those
 * before it, so that their difference tells no small count. What a reason made of a figure on the way is a report of its own and is not told; nor are
 * the reasons where a figure is withheld, for they say whether it has changed.
 */
export async function comparedWithheld(
  sources: Sources,
  stated: StatedFile,
  against: Against,
  editions: readonly Edition[],
): Promise<Compared> {
  const found = await stepsOf(sources, stated, against, togetherWith(stated.year));
  const after = found.steps.at(-1)?.basis ?? found.before;
  const was = withheldOn(found.before, editions);
  const is = withheldOn(after, [...editions, ...was.shown]);
  const whole = told(found, everyFigure);
  const shown = told({ before: found.before, steps: [{ reason: 'since', basis: after }] }, (basis) =>
    basis === after ? is.report.indicators : was.report.indicators,
  );
  const differences = shown.differences.map((d) => {
    const reasons = whole.differences.find(({ id }) => id === d.id)?.reasons ?? [];
    const isOpen = isTold(d.before) && isTold(d.after);
    const [last, before] = [reasons.slice(-1), reasons.slice(0, -1)];
    return {
      ...d,
      reasons: isOpen
        ? [
            ...before.map((r) => ({ ...r, figures: hidden(r.figures) })),
            ...last.map((r) => ({ ...r, figures: d.after })),
          ]
        : [],
    };
  });
  return { ...shown, differences };
}

const everyFigure = (basis: Basis) => figuresOf(basis, basis.year);

/** Also that there is no such indicator, which the plan says. */
const isTold = (of: Figures | null): boolean => of === null || (of.suppressed !== true && of.unknown !== null);

const hidden = (of: Figures | null): Figures | null =>
  of && { ...figures(of), value: null, numerator: null, denominator: null, unknown: null, met: null, suppressed: true };
