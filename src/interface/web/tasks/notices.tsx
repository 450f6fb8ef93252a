import type { Situation } from './situation.js';

/** What is said of a field before anything is recorded, where the field stands; with the way out, where there is one. */
export function Notices({ situation: { notices = [], page }, path }: { situation: Situation; path: string }) {
  const own = notices.filter((n) => n.path === path);
  if (own.length === 0) return null;
  return (
    <div class="alert alert-warning notice" role="alert" tabindex={-1} autofocus={notices[0] === own[0]}>
      <div class="alert-body">
        {own.map(({ text, move }) => (
          <>
            <p class="alert-text">{text}</p>
            {move ? (
              <>
                <input type="hidden" name="_numbersKept" value="1" />
                <button class="button button-secondary" type="submit" name="_move" value={move} formnovalidate={true}>
                  {page.say('intake.move')}
                </button>
              </>
            ) : null}
          </>
        ))}
      </div>
    </div>
  );
}
