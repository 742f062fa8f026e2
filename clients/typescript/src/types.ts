/** What each operation takes and answers, as the methods of the client need it. */
import type { Operations } from './api.ts';

export type Operation = keyof Operations;
type PathsOf<Method extends string> = { [O in Operation]: O extends `${Method} ${infer P}` ? P : never }[Operation];
type Reading<P extends string> = Operations[`GET ${P}` & Operation];

/** An address that is read as JSON. */
export type ReadPath = PathsOf<'GET'>;
export type Parameters<O extends Operation> = Operations[O]['parameters'];
export type ReadParameters<P extends ReadPath> = Reading<P>['parameters'];
export type Answer<P extends ReadPath> = Reading<P>['answers'] extends { 200: infer T } ? T : never;

/** An address whose answer is a page of a list. */
export type ListPath = {
  [P in ReadPath]: Answer<P> extends { items: unknown[]; next: unknown } ? P : never;
}[ReadPath];
export type Item<P extends ListPath> = Answer<P> extends { items: (infer T)[] } ? T : never;

/** An operation that changes something. */
export type Writing = Exclude<Operation, `GET ${string}`>;
export type Body<O extends Operation> = Operations[O]['body'];
/** What came of it, by its status: 202 is a change that waits for somebody who may publish. */
export type Sent<O extends Operation> = {
  [S in keyof Operations[O]['answers']]: {
    readonly status: S;
    readonly answer: Operations[O]['answers'][S];
    /** For `ifMatch` of the next change; null where the answer has none. */
    readonly etag: string | null;
    /** Address of what was made; null where nothing was. */
    readonly location: string | null;
  };
}[keyof Operations[O]['answers']];

/** Parameters may be left out where all of them may. */
export type Asked<P, More> =
  Record<string, never> extends P ? [parameters?: P, more?: More] : [parameters: P, more?: More];
