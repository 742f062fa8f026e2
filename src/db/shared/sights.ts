/** The two ways in which a state is read: all of it, and as the public sees it, which is made when it is first asked for. */
/** Whether drafts are seen. */
export type Sight = 'public' | 'all';

type Sighted<T> = T & { readonly publicly: Sighted<T> };

export function inBothSights<T extends object>(inSight: (sight: Sight) => T): Sighted<T> {
  let made: Sighted<T> | undefined;
  const publicly = (): Sighted<T> => {
    made ??= withSight(inSight('public'), publicly);
    return made;
  };
  return withSight(inSight('all'), publicly);
}

const withSight = <T extends object>(reading: T, publicly: () => Sighted<T>): Sighted<T> =>
  Object.defineProperty(reading, 'publicly', { get: publicly, enumerable: true }) as Sighted<T>;
