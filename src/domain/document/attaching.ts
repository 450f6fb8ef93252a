import { z } from 'zod';
import { type AnyPart, type Context, type Part, type Ref, typed } from '../kernel/decider.js';
import { fixed, id, ids, sha256, text, textAbout } from '../kernel/schema.js';
import { Sealed } from '../kernel/sealed.js';
import { by, defineCommands, defineEvents, type Who } from '../kernel/vocabulary.js';
import { type Documented, documentAggregate, documentOn, hangsOn } from './state.js';

const kind = z.enum(['letter', 'consent', 'screenshot', 'minutes', 'assessment', 'other']);
const words = { title: textAbout('personId'), name: textAbout('personId').optional() };
const asked = { documentId: id, kind, ...words, subjects: ids.optional() };
/** `personId`: whom alone it is about; then title, name and key are sealed under that person's key. */
const attached = {
  ...asked,
  personId: id.optional(),
  mediaType: fixed(z.string().regex(/^[a-z]+\/[\w.+-]{1,100}$/)),
  size: fixed(z.int()),
  sha256: fixed(sha256),
  /** SHA-256 over the sealed parts, base64url. */
  commitment: fixed(z.string().regex(/^[\w-]{43}$/)),
  key: fixed(textAbout('personId')),
};
const detached = { documentId: id, reason: text };

export const vocabularyOf = <A extends string>(aggregate: A, who: readonly Who[]) => ({
  events: defineEvents(aggregate, {
    DocumentAttached: by('AttachDocument', attached),
    DocumentDetached: by('DetachDocument', detached),
  }),
  commands: defineCommands({
    AttachDocument: {
      who,
      fields: asked,
      refusals: ['no-such-document', 'already-attached'],
      brings: 'document',
    },
    DetachDocument: { who: ['attacher', 'coordinator'], fields: detached, refusals: ['no-such-document'] },
  }),
});

export type DocumentCommands = ReturnType<typeof vocabularyOf>['commands'];

interface Named {
  readonly documentId: string;
}
const refOf = ({ documentId }: Named): readonly Ref[] => [{ of: documentAggregate, id: documentId }];
const takenBy = ({ documentId }: Named, { read }: Context) => read(documentAggregate, documentId).of;

/** Somebody else's upload is as if it were not there, and so is one that nobody attached within a day. */
const unknown = typed((_: Documented, named: Named, context) => {
  const taken = takenBy(named, context);
  return taken ? taken.userId !== context.actor.userId : context.upload?.(named.documentId) === undefined;
});

/** Documents on a concern, a case, a person or a meeting (B-1): so that nobody keeps a folder beside the system. */
export function attaching<S extends Documented, A extends string>(aggregate: A, who: readonly Who[]) {
  const vocabulary = vocabularyOf(aggregate, who);
  const { events } = vocabulary;
  const part: Part<Documented, typeof vocabulary> = {
    vocabulary,
    evolve: {
      DocumentAttached: (s, { data: { documentId }, occurredAt: attachedAt, actor }) => ({
        ...s,
        documents: {
          ...s.documents,
          [documentId]: {
            attachedAt,
            by: { userId: actor.userId, agency: actor.agency },
            detachedAt: documentOn(s, documentId)?.detachedAt ?? null,
          },
        },
      }),
      DocumentDetached: (s, { data: { documentId }, occurredAt: detachedAt }) => {
        const known = documentOn(s, documentId);
        return known ? { ...s, documents: { ...s.documents, [documentId]: { ...known, detachedAt } } } : s;
      },
    },
    decide: {
      AttachDocument: {
        reads: (_, data) => refOf(data),
        refuse: {
          'no-such-document': unknown,
          'already-attached': typed((_, data, context) => takenBy(data, context) !== null),
        },
        events: (_, data, context) => {
          const upload = context.upload?.(data.documentId);
          if (!upload) throw new Error('an upload that was checked to be there is gone');
          const { mediaType, size, sha256: digest, commitment, key } = upload;
          const [only, ...more] = data.subjects ?? [];
          // Of a person's own record everything is under that person's key already.
          const personId = aggregate !== 'person' && only !== undefined && more.length === 0 ? only : undefined;
          const bytes = { mediaType, size, sha256: digest, commitment, key: Sealed.of(key, 'personId') };
          return [events.DocumentAttached({ ...data, personId, ...bytes })];
        },
        send: (_, { documentId }, { id: recordId, actor }) => [
          {
            ...{ to: documentAggregate, id: documentId, command: 'TakeDocument' },
            data: { aggregate, recordId, userId: actor.userId },
          },
        ],
      },
      DetachDocument: {
        about: (s) => Object.keys(s.documents ?? {}).map((documentId) => ({ documentId })),
        refuse: { 'no-such-document': (s, { documentId }) => !hangsOn(s, documentId) },
        notBefore: (s, { documentId }) => documentOn(s, documentId)?.attachedAt,
        events: (_, data) => [events.DocumentDetached(data)],
      },
    },
  };
  return part as unknown as AnyPart & { readonly evolve: Record<string, (state: S, event: never) => S> };
}
