/** Titles and kinds of organizations: what a run of capitalised words holds beside a person's name. */

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Words before a name that are never part of it. */
const HONORIFICS = set(
  'mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir dame lord lady sen sen. sens. rep rep. reps. gov gov. gen gen. lt ' +
    'lt. col col. sgt sgt. capt capt. maj maj. adm adm. cmdr cmdr. rev rev. hon hon. cllr cllr. supt supt. insp insp. ' +
    'republican democrat democratic king queen prince princess pope bishop archbishop cardinal',
);

/** Offices: before a name they are a title, alone they are somebody without a name, "the mayor". */
const OFFICES = set(
  'president minister secretary chancellor mayor councillor councilor councilman councilwoman alderman commissioner ' +
    'chairman chairwoman chair chairperson chief director manager spokesman spokeswoman spokesperson ambassador envoy ' +
    'congressman congresswoman senator representative governor general admiral colonel captain major commander sergeant ' +
    'lieutenant professor reverend judge justice attorney leader premier speaker treasurer advisor adviser aide counsel ' +
    'editor officer executive founder co-founder owner economist analyst lawyer coach candidate nominee sheriff fellow ' +
    'activist lawmaker inspector superintendent detective strategist engineer scientist researcher historian author ' +
    'reporter correspondent columnist deputy whip resident farmer teacher nurse doctor principal constable ' +
    'coroner curator magistrate trustee warden ombudsman organiser organizer harbourmaster postmaster auditor',
);

/** What an organization's name ends with, or has in it. */
const ORGANIZATIONS = set(
  'house department council institute university service services ministry committee center centre agency association ' +
    'party corporation corp corp. inc inc. ltd foundation times post press directorate group court union states college ' +
    'school staff federation authority board commission bank company church police office administration government ' +
    'embassy army navy force network coalition alliance league society fund trust news journal street campaign club ' +
    'congress senate parliament cabinet assembly bureau guard initiative project society hospital museum airlines airways ' +
    'organization organisation nations kingdom korea pentagon kremlin nato parliament tribune herald gazette chronicle ' +
    'globe daily weekly magazine newspaper studio studios team unit division chamber conference priorities partnership firm opposition regulator watchdog operator railway',
);

/** Many people without a name. */
const CROWDS = set(
  'residents officials experts critics supporters opponents voters police witnesses scientists researchers lawmakers ' +
    'republicans democrats analysts locals commuters parents teachers doctors farmers fishermen activists campaigners ' +
    'investigators prosecutors economists neighbors neighbours reporters sources authorities people',
);

const MALE = set('mr mr. sir lord king prince pope spokesman chairman congressman councilman alderman father brother');
const FEMALE = set(
  'mrs mrs. ms ms. miss dame lady queen princess spokeswoman chairwoman congresswoman councilwoman mother sister',
);

export const isOffice = (lower: string): boolean => OFFICES.has(lower);
export const isTitle = (lower: string): boolean => HONORIFICS.has(lower) || OFFICES.has(lower);
export const isCrowd = (lower: string): boolean => CROWDS.has(lower);
export const isOrganizationWord = (lower: string): boolean => ORGANIZATIONS.has(lower);

export type Pronoun = 'he' | 'she';

/** The pronoun that a title calls for; null where it leaves that open. */
export const pronounOf = (lower: string): Pronoun | null => (MALE.has(lower) ? 'he' : FEMALE.has(lower) ? 'she' : null);
