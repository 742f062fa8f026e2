// Made of openapi/openapi.json and openapi/writing.json by build/openapi/client-types.ts: npm run openapi. Never edited.

export type Action = "create" | "update" | "rename" | "publish" | "retract" | "delete";

export type Affiliation = {
"organization": string;
"role": string | null;
"from": PartialDateOrNull;
"to": PartialDateOrNull;
};

/** Affiliations that hold on asOf, joined by "; ". */
export type AffiliationOrNull = string | null;

/** The record as it was; null where there was none. */
export type AfterOrNull = { [name: string]: unknown } | null;

/** Agreement of every pair of experts, or groups of them, with its n. */
export type Agreement = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"preview"?: true;
"experts": Experts;
/** Questions that were compared. */
"questions": number;
/** The expert whose pairs these are, each with another or with a group. */
"of": IdOrNull;
/** What the pairs are pairs of, where it is not experts. */
"groupBy": "affiliation" | null;
/** By name; empty where the pairs are of experts. */
"groups": (AgreementGroup)[];
/** Every pair once, in the order of experts or groups, a group also with itself; the nearest or farthest first where these are asked for. */
"pairs": (AgreementPair)[];
/** Pairs that minShared, nearest or farthest left out. */
"omitted": number;
/** What the parts are. */
"by": "topic" | "month" | "year" | null;
/** The same pairs within each topic, or over what was said in each month or year. */
"parts": (AgreementBreakdown)[];
};

export type AgreementBreakdown = {
/** The topic, month (2024-10) or year. */
"part": string;
/** Questions that were compared. */
"questions": number;
/** Those of the pairs that share a question in this part. */
"pairs": (AgreementPair)[];
};

export type AgreementGroup = {
"name": string;
/** Its members: those who belong to it on asOf, and those whose position counts for it. */
"experts": (Id)[];
};

export type AgreementPair = {
/** Id of an expert; of groups, the name of one. */
"a": string;
/** Id of an expert; of groups, the name of one. */
"b": string;
"score": ScoreOrNull;
/** n: the questions on which both have a valued position; of groups, summed over all pairs of their members. */
"shared": number;
"same": Same;
"opposite": Opposite;
};

/** Other names the expert is known under. */
export type Aliases = (TextOf200)[];

/** Experts on record with an answer: a side, or none taken. Not those who did not answer or were absent. */
export type Answered = number;

/** The state of the world on that day; null: all that is recorded. */
export type AsOfOrNull = PartialDateOrNull;

/** Experts on record, but for those who were not eligible. */
export type Asked = number;

/** How the source gives the words: verbatim, partly verbatim, or retold; or "record": an act on record, as a vote. */
export type Attribution = "direct" | "mixed" | "paraphrase" | "record";

/** Said in so many words, or following from what was said. */
export type Basis = "stated" | "inferred";

/** Said in so many words, or following from what was said. */
export type BasisOrNull = "stated" | "inferred" | null;

/** The record as it was; null where there was none. */
export type BeforeOrNull = { [name: string]: unknown } | null;

/** Who, or what, translated. */
export type ByOrNull = TextOf300OrNull;

/** The organization that was spoken for. */
export type CapacityOrNull = TextOf300OrNull;

/** What one expert holds on one question at one moment. */
export type Cell = {
"expert": Id;
"question": Id;
/** One current position; current positions on opposite sides; nothing on record. */
"state": "position" | "contested" | "none";
"option": IdOrNull;
/** Value of the option; null where it takes no side or state is not "position". */
"value": number | null;
/** The current position; where several count, the latest. Null unless state is "position". */
"position": IdOrNull;
/** Every current position, the latest first. */
"positions": (Id)[];
"summary": string | null;
"condition": string | null;
"basis": BasisOrNull;
/** Day of the latest current position. */
"saidOn": PartialDateOrNull;
"saidOnFrom": SaidOnFromOrNull;
"recordedAt": InstantOrNull;
"counts": Counts;
/** True where an earlier position differed that no other took the place of. */
"changed": boolean;
/** Day of the last correction of what it says or is read with: positions, words, sources, name, question, scale. Null where there was none. "corrections" leads to what was said before. */
"correctedOn": PartialDateOrNull;
/** Only in a preview: there where a draft is among the current positions. */
"status"?: "draft";
/** Only with include=statements. */
"statements"?: (Evidence)[];
};

/** One entry of the append-only log. */
export type Change = {
"seq": Seq;
"at": Instant;
"actor": string;
"action": Action;
"entity": RecordKind;
"id": Id;
"reason": string | null;
"before": BeforeOrNull;
"after": AfterOrNull;
/** Number of its leaf in the tree over the log; with leaves=true. */
"leafIndex"?: number;
/** Its leaf, SHA-256 in base64; with leaves=true. */
"leafHash"?: string;
};

export type ChangePage = {
/** The oldest first. */
"items": (Change)[];
/** Pass it as after for the next page; null at the end of the log. */
"next": number | null;
};

/** A key that may code. */
export type Coder = {
"id": Id;
"name": Name;
};

/** How to decide which option a statement supports. */
export type CodingRule = TextOf5000;

export type ComparedQuestion = {
"id": Id;
"title": string;
"proposition": string;
/** Language of title and proposition, where it was said. */
"language"?: Language;
"scale": Id;
/** agree: those who took a side (two or more) took the same. differ: they did not, or one contradicts themself. no-side: two or more are on record, but fewer than two took a side. one-spoke: one is on record. silent: none is. */
"relation": "agree" | "differ" | "no-side" | "one-spoke" | "silent";
/** One per expert, in the order of experts. */
"cells": (Cell)[];
};

/** Chosen experts side by side. */
export type Comparison = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"preview"?: true;
"corrections": Corrections;
"experts": Experts;
"scales": Scales;
"counts": {
"agree": number;
"differ": number;
"no-side": number;
"one-spoke": number;
"silent": number;
};
"agreement": (AgreementPair)[];
/** Questions on which at least one is on record. */
"questions": (ComparedQuestion)[];
};

/** The "if" the expert attached. */
export type ConditionOrNull = TextOf1000OrNull;

/** How sure the expert said to be, where they were asked. No measure counts it. */
export type Confidence = number;

/** How far experts agree on one question. */
export type Consensus = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"preview"?: true;
/** Experts that were asked about; the distribution adds up to them. */
"experts": number;
"groupBy": GroupByOrNull;
"scale": Scale;
"question": QuestionConsensus;
};

/** The consensus of those who belong to one organization. */
export type ConsensusGroup = {
/** The organization. */
"name": string;
/** Its members: those who belong to it on asOf, and those whose position counts for it. */
"experts": number;
"distribution": Distribution;
"answered": Answered;
"asked": Asked;
"valued": Valued;
"mean": MeanOrNull;
"spread": SpreadOrNull;
"polarisation": PolarisationOrNull;
"minority": MinorityOrNull;
};

/** Questions from the most divisive to the most agreed, or the other way. */
export type ConsensusRanking = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"preview"?: true;
/** Experts that were asked about; the distribution adds up to them. */
"experts": number;
"groupBy": GroupByOrNull;
"order": "divisive" | "agreed";
/** Questions on which fewer took a place are left out. */
"minValued": number;
/** How many these are. */
"omitted": number;
"scales": Scales;
"items": (QuestionConsensus)[];
"next": NextOrNull;
};

/** What proves that the log was only added to from one head to another. */
export type ConsistencyProof = {
"first": {
"size": Size;
"rootHash": RootHash;
};
"second": {
"size": Size;
"rootHash": RootHash;
};
/** RFC 9162, section 2.1.4; empty where the two are the same, or the first is empty. */
"consistencyPath": (string)[];
};

/** What was public and was changed, taken back or removed. */
export type Correction = {
/** Its place in the change log. */
"seq": number;
"at": Instant;
/** update: it was changed. rename: it has another id. retract: it was taken back. delete: it was removed. */
"action": "update" | "rename" | "retract" | "delete";
"entity": RecordKind;
/** Id of the record that was corrected. */
"id": Id;
"position": IdOrNull;
"expert": {
"id": Id;
"name": Name;
} | null;
"question": {
"id": Id;
"title": string;
} | null;
"reason": string | null;
"sentence": Sentence;
"differences": Differences;
/** What the position said; null for a record that is none. */
"before": {
"option": Option;
/** The label of the option. */
"label": string;
"summary": Summary;
"condition": ConditionOrNull;
"basis": Basis;
/** The latest day among its statements. */
"saidOn": PartialDate;
} | null;
/** What it says since; null where it was taken back, or is none. */
"after": {
"option": Option;
/** The label of the option. */
"label": string;
"summary": Summary;
"condition": ConditionOrNull;
"basis": Basis;
/** The latest day among its statements. */
"saidOn": PartialDate;
} | null;
"touches": Touches;
/** How much it touches. */
"touched": number;
};

export type CorrectionPage = {
/** The newest first. */
"items": (Correction)[];
"next": NextOrNull;
};

/** Where what a cell said before a correction is: /v1/corrections?expert={expert}&question={question}, with the ids of the cell in place of its variables (RFC 6570). The same in every answer. */
export type Corrections = string;

/** Current positions by side: value above, below and at 0, and null. */
export type Counts = {
"support": number;
"oppose": number;
"neutral": number;
"noSide": number;
};

/** One field of a record that a change made different. */
export type Difference = {
/** Name of the field. */
"field": string;
/** What it held; null where nothing. */
"before": unknown;
/** What it holds since; null where nothing. */
"after": unknown;
};

/** Field by field; empty where there is nothing before it, or after it, to compare with. */
export type Differences = (Difference)[];

/** Cells by option id (every option of the scale), and "contested" and "none". They add up to the experts. */
export type Distribution = { [name: string]: number };

export type EventType = "scale.created" | "scale.updated" | "scale.renamed" | "scale.published" | "scale.deleted" | "expert.created" | "expert.updated" | "expert.renamed" | "expert.published" | "expert.deleted" | "source.created" | "source.updated" | "source.renamed" | "source.published" | "source.deleted" | "question.created" | "question.updated" | "question.renamed" | "question.published" | "question.deleted" | "statement.created" | "statement.updated" | "statement.renamed" | "statement.published" | "statement.deleted" | "position.created" | "position.updated" | "position.renamed" | "position.published" | "position.retracted" | "position.deleted";

/** A statement as evidence for a cell. */
export type Evidence = {
"position": Id;
"option": Id;
"statement": Id;
/** Whoever said it: one, or all who signed. */
"experts": (Coder)[];
"attribution": Attribution;
"quotes": Quotes;
"paraphrase": ParaphraseOrNull;
"saidOn": PartialDate;
"saidOnFrom": SaidOnFrom;
"saidAt": TimeOfDayOrNull;
"venue": string | null;
"reportedBy": ReportedByOrNull;
/** Language of the words. */
"language": Language;
"translations": (Translation)[];
"capacity": CapacityOrNull;
/** The first of sources. */
"source": {
"id": Id;
"title": string;
"publisher": string;
"url": WebUrlOrNull;
"publishedOn": PartialDate;
"language": Language;
};
/** Wherever it is printed. */
"sources": ({
"id": Id;
"title": string;
"publisher": string;
"url": WebUrlOrNull;
"publishedOn": PartialDate;
"language": Language;
})[];
};

/** A named person, or an organization, whose positions are recorded. */
export type Expert = {
"id": Id;
"kind": Kind;
"name": Name;
/** Name as it is sorted: "Turner, Mike". */
"sortName": string;
"description": string | null;
"aliases": Aliases;
"affiliations": (Affiliation)[];
"links": Links;
"status"?: Status;
"revision": Revision;
};

export type ExpertMatch = {
"id": Id;
"name": Name;
"affiliation": AffiliationOrNull;
"status"?: Status;
"score": ScoreOrNull;
/** n: the questions on which the answer and the expert both have a place. */
"shared": number;
"same": Same;
"opposite": Opposite;
};

export type ExpertPage = {
"items": (Expert)[];
"next": NextOrNull;
};

export type ExpertParticipation = {
"id": Id;
"name": Name;
"affiliation": AffiliationOrNull;
"status"?: Status;
/** Questions that the expert was asked: those on record, but for those not eligible for. */
"asked": number;
/** Of those asked: a side was taken, or expressly none. A contested cell is an answer. */
"answered": number;
/** Of those answered: a side was taken, or several. */
"sides": number;
/** Of those asked: no answer was given. */
"notAnswered": number;
/** Of those asked: the expert was absent. */
"missed": number;
/** Questions that the expert was not asked, because they could not answer. */
"notEligible": number;
/** Questions on which nothing is on record; nothing is computed from these. */
"none": number;
/** answered / asked; null where nothing was asked. */
"rate": number | null;
};

export type Experts = (MatrixExpert)[];

/** What the groups of each question are. */
export type GroupByOrNull = "affiliation" | null;

/** An entry of the log with what it made different. */
export type HistoryEntry = {
"seq": Seq;
"at": Instant;
"actor": string;
"action": Action;
"entity": RecordKind;
"id": Id;
"reason": string | null;
"before": BeforeOrNull;
"after": AfterOrNull;
"sentence": Sentence;
"differences": Differences;
};

export type HistoryEntryPage = {
/** The oldest first. */
"items": (HistoryEntry)[];
"next": NextOrNull;
};

/** Stable: lower-case letters, digits, - and _. */
export type Id = string;

/** Stable: lower-case letters, digits, - and _. */
export type IdOrNull = string | null;

export type Ids = (Id)[];

/** Records that the positions of a page name, each once, by id. */
export type Included = {
/** With include=expert: the holders. */
"experts"?: (Expert)[];
/** With include=question. */
"questions"?: (Question)[];
/** With include=statements: the evidence. */
"statements"?: (Statement)[];
/** With include=source: all that the evidence is printed in. */
"sources"?: (Source)[];
};

/** What proves an entry of the change log to be in the tree over it. */
export type InclusionProof = {
/** Number of the entry in the change log. */
"seq": number;
/** Number of its leaf, from 0. */
"leafIndex": number;
/** HASH(0x00 || salt || content), the salt as it is written here. SHA-256 in base64. */
"leafHash": string;
"size": Size;
"rootHash": RootHash;
/** From the leaf to the root: RFC 9162, section 2.1.3. */
"inclusionPath": (string)[];
/** 128 random bits in base64. */
"salt": string | null;
/** The entry as a text of JSON, character for character as it was hashed; null where it was redacted, and where not all of it is public. "before" in it is a digest. */
"content": string | null;
/** What "before" of the content is HASH(salt || text) of; null where there is nothing, or nothing public. */
"before": {
/** 128 random bits in base64. */
"salt": string;
/** The record before the entry, as a text of JSON. */
"text": string;
} | null;
};

/** UTC instant, RFC 3339: 2024-10-23T09:00:00Z. */
export type Instant = string;

/** UTC instant, RFC 3339: 2024-10-23T09:00:00Z. */
export type InstantOrNull = string | null;

/** A person; or an organization, as a party, an agency or an association. */
export type Kind = "person" | "organization";

/** The instant whose knowledge this is; null for all that is known. */
export type KnownAtOrNull = InstantOrNull;

/** BCP 47 language tag: en, de-AT. */
export type Language = string;

/** BCP 47 language tag: en, de-AT. */
export type LanguageOrNull = string | null;

export type Links = ({
"label": TextOf200;
"url": WebUrl;
})[];

/** The Merkle tree over the change log as it is (RFC 9162). */
export type LogHead = {
"size": Size;
"rootHash": RootHash;
/** When its last entry was made; null where there is none. */
"at": InstantOrNull;
/** Size and root as a signed note (C2SP tlog-checkpoint); null where no key is configured. */
"checkpoint": string | null;
/** The key that the note is verified with (C2SP signed-note); null with the checkpoint. */
"verifierKey": string | null;
};

/** How near a reader's own answers are to what each expert holds. */
export type Match = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
/** Answers that were given. */
"answers": number;
/** Those of them that have a place on their scale: the most that can be shared. */
"valued": number;
/** The nearest first; of equals those who share more questions, then by name. Last those with whom nothing is shared. */
"experts": (ExpertMatch)[];
};

/** Experts by questions, complete: silence is a cell too. */
export type Matrix = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
/** Only with status=draft: drafts count as if they were published. Not public. */
"preview"?: true;
"corrections": Corrections;
"scales": Scales;
"experts": Experts;
"questions": (MatrixQuestion)[];
/** Row by row: all questions of the first expert, then of the second … */
"cells": (Cell)[];
/** Where q found no question: the questions whose words come nearest. */
"nearest": (NearQuestion)[];
};

export type MatrixExpert = {
"id": Id;
"name": Name;
"affiliation": AffiliationOrNull;
"status"?: Status;
};

export type MatrixQuestion = {
"id": Id;
"title": string;
"proposition": string;
/** Language of title and proposition, where it was said. */
"language"?: Language;
"scale": Id;
"distribution": Distribution;
"answered": Answered;
"asked": Asked;
/** Experts whose position has a value: the n of the mean. */
"valued": number;
"mean": MeanOrNull;
"status"?: Status;
};

/** Mean value; a contested cell takes the mean of its positions. Null where n is 0. */
export type MeanOrNull = number | null;

/** The share of the smaller side among those on a side: options above 0 against those below. Null where nobody is on one. */
export type MinorityOrNull = number | null;

/** A change of mind: two positions that follow on each other and hold different options. */
export type Move = {
"question": {
"id": Id;
/** Short, for the head of a table. */
"title": string;
"proposition": Proposition;
/** Language of title and proposition, where it was said. */
"language"?: Language;
};
/** reversed: from one side to the other. took-side: from between, or from no side, to a side. left-side: from a side to between, or to no side. shifted: to another option of the same side, or of none. */
"kind": "reversed" | "took-side" | "left-side" | "shifted";
"from": MoveEnd;
"to": MoveEnd;
/** Day of its last correction. */
"correctedOn": string | null;
/** Positions between the two that took opposite sides on one day, and so decide nothing. */
"contested": (Id)[];
};

/** What was held before a move, or after it. */
export type MoveEnd = {
"position": Id;
"option": Option;
/** The label of the option. */
"label": string;
/** Value of the option; null where it takes no side. */
"value": number | null;
"summary": Summary;
"condition": ConditionOrNull;
"basis": Basis;
/** The latest day among its statements. */
"saidOn": PartialDate;
"saidOnFrom": SaidOnFrom;
/** The evidence. */
"statements": (Evidence)[];
};

/** On what an expert changed their mind. */
export type Moves = {
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"expert": Coder;
/** Questions on which the expert is on record, of those asked about. */
"onRecord": number;
/** Those of them on which the expert changed their mind: the n is onRecord. */
"moved": number;
/** By title of the question, then the earliest first. */
"moves": (Move)[];
};

export type Name = TextOf200;

export type NearQuestion = {
"id": Id;
"title": string;
"proposition": string;
};

/** A discourse network: counts, not scores. */
export type Network = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"preview"?: true;
/** The first day that counts; null: any. */
"from": PartialDateOrNull;
"mode": "one-mode" | "two-mode";
"actor": "expert" | "organization";
"aggregation": "ignore" | "subtract" | "combine" | "congruence" | "conflict";
"normalisation": "none" | "activity" | "prominence" | "average" | "jaccard" | "cosine";
"duplicates": "include" | "source" | "week" | "month" | "year" | "across-range";
/** Those who took a side. */
"actors": (NetworkActor)[];
/** Those on which a side was taken. */
"questions": (NetworkQuestion)[];
/** One-mode: every two actors who share a question, once. The others weigh 0. */
"pairs": (NetworkPair)[];
/** Two-mode: every actor with every question they took a side on. The others weigh 0. */
"ties": (NetworkTie)[];
/** Positions of the range that do not count, and why. */
"left": {
/** Positions with value 0 or none. */
"withoutSide": number;
/** Positions of experts who then belonged to none that was chosen. */
"withoutOrganization": number;
/** Positions that count once with another. */
"duplicates": number;
};
};

export type NetworkActor = {
/** Id of an expert, or name of an organization. */
"id": string;
"name": string;
/** Positions that count: n. */
"positions": number;
};

export type NetworkPair = {
/** Id of an expert, or name of an organization. */
"a": string;
/** Id of an expert, or name of an organization. */
"b": string;
/** What the aggregation and the normalisation make of the pair. */
"weight": number;
/** Questions on which both took a side. */
"shared": number;
/** Pairs of positions on the same side. */
"congruence": number;
/** Pairs of positions on opposite sides. */
"conflict": number;
};

export type NetworkQuestion = {
"id": Id;
"title": string;
"positions": number;
};

export type NetworkTie = {
/** Id of an expert, or name of an organization. */
"actor": string;
"question": Id;
/** What the aggregation and the normalisation make of the two counts. */
"weight": number;
/** Positions with a value above 0. */
"agree": number;
/** Positions with a value below 0. */
"disagree": number;
};

/** The cursor of the next page; null on the last. */
export type NextOrNull = string | null;

/** Why it was coded this way. */
export type NoteOrNull = TextOf5000OrNull;

/** Those on which they took opposite sides: one holds an option above 0, the other one below. A contested cell is shared, and neither the same nor opposite. */
export type Opposite = number;

/** One of the options of the question's scale. */
export type Option = Id;

/** A reader's own answers. They are kept nowhere. */
export type OwnAnswers = {
/** Each question once. */
"answers": ({
"question": Id;
"option": Option;
})[];
};

/** What was said, or done, in the recorder's words. */
export type ParaphraseOrNull = string | null;

/** ISO 8601 date, reduced precision allowed: 2024, 2024-10 or 2024-10-23. */
export type PartialDate = string;

/** ISO 8601 date, reduced precision allowed: 2024, 2024-10 or 2024-10-23. */
export type PartialDateOrNull = string | null;

/** How many of the questions asked each expert answered. */
export type Participation = {
"rule": RuleName;
"asOf": AsOfOrNull;
"knownAt": KnownAtOrNull;
"revision": Revision;
"preview"?: true;
/** Questions that were looked at. */
"questions": number;
/** In the order named, others by name. */
"experts": (ExpertParticipation)[];
};

/** 0: all at one place. 1: one half at each end of the scale. Null where n is 0. */
export type PolarisationOrNull = number | null;

/** One coded judgement: this expert holds this option on this question. */
export type Position = {
"id": Id;
"expert": Id;
"question": Id;
"option": Option;
"summary": Summary;
"condition": ConditionOrNull;
"basis": Basis;
"statements": Statements;
/** The latest day among its statements. */
"saidOn": PartialDate;
"saidOnFrom": SaidOnFrom;
/** Time of day of the statement that gives the day; null where it is not known. */
"saidAt": TimeOfDayOrNull;
"supersedes": SupersedesOrNull;
"status": "draft" | "published" | "retracted";
"recordedAt": Instant;
"recordedBy": string;
/** Sequence number of the change that recorded it: of two with one recordedAt, the greater is the later. */
"recordedSeq": number;
"note": NoteOrNull;
"confidence"?: Confidence;
"revision": Revision;
};

export type PositionPage = {
"items": (Position)[];
"next": NextOrNull;
"included"?: Included;
};

/** Characters right before the first quote. */
export type Prefix = string;

/** RFC 9457 problem details. */
export type Problem = {
/** The kind of problem; the address explains it. */
"type": "/problems/invalid-request" | "/problems/answer-too-large" | "/problems/unauthenticated" | "/problems/forbidden" | "/problems/blind" | "/problems/not-found" | "/problems/method-not-allowed" | "/problems/not-acceptable" | "/problems/request-timeout" | "/problems/conflict" | "/problems/precondition-failed" | "/problems/payload-too-large" | "/problems/uri-too-long" | "/problems/unsupported-media-type" | "/problems/idempotency-key-reused" | "/problems/quote-not-in-text" | "/problems/quote-ambiguous" | "/problems/precondition-required" | "/problems/malformed-request" | "/problems/too-many-requests" | "/problems/headers-too-large" | "/problems/internal-error" | "/problems/drafting-failed" | "/problems/not-implemented" | "/problems/insufficient-storage" | "/problems/wrong-clock" | "/problems/read-only" | "/problems/no-primary" | "/problems/unknown-outcome" | "/problems/database-replaced" | "/problems/too-many-streams" | "/problems/overloaded" | "/problems/unavailable";
"title": string;
"status": number;
/** What went wrong this time, and what to do. */
"detail": string;
/** The request this is about, as the log of the server names it. */
"instance": string;
"errors": ({
/** JSON pointer into the body. */
"pointer"?: string;
/** Name of the parameter. */
"parameter"?: string;
/** Line of the table in the body. */
"line"?: number;
/** Number of the column, from 1. */
"column"?: number;
/** Name of the column. */
"columnName"?: string;
"message": string;
})[];
};

/** One sentence that can be supported or opposed. */
export type Proposition = TextOf1000;

/** Day of publication, as precisely as it is known. */
export type PublishedOn = PartialDate;

/** A proposition that can be supported or opposed. */
export type Question = {
"id": Id;
/** Short, for the head of a table. */
"title": string;
"proposition": Proposition;
"scale": Id;
"codingRule": CodingRule;
"topics": Topics;
/** Other words a person may ask with. */
"aliases": (string)[];
/** Language of title and proposition, where it was said. */
"language"?: Language;
/** The proposition in other languages. There where it has any. */
"translations"?: (Translation)[];
/** The question that this one puts in other words, asked before it. Not one that comes of this one. There where there is one. */
"succeeds"?: Id;
"status"?: Status;
"revision": Revision;
};

export type QuestionConsensus = {
"id": Id;
"title": string;
"proposition": string;
/** Language of title and proposition, where it was said. */
"language"?: Language;
"scale": Id;
"distribution": Distribution;
"answered": Answered;
"asked": Asked;
"valued": Valued;
"mean": MeanOrNull;
"spread": SpreadOrNull;
"polarisation": PolarisationOrNull;
"minority": MinorityOrNull;
/** By name; only with groupBy. Groups without experts are left out. */
"groups"?: (ConsensusGroup)[];
};

export type QuestionPage = {
"items": (Question)[];
"next": NextOrNull;
};

/** Verbatim words of the expert, character for character; nobody else's. */
export type Quotes = (TextOf20000)[];

export type RecordKind = "scale" | "expert" | "source" | "question" | "statement" | "position";

/** Through whom the words come where the source heard them from a third person: hearsay. */
export type ReportedByOrNull = TextOf300OrNull;

/** Sequence number of the last change that is in it. */
export type Revision = number;

/** side: has a value. no-side: asked, and took none. no-answer: asked, and did not answer. absent: asked, and away. not-eligible: not asked. Only side and no-side are answers. */
export type Role = "side" | "no-side" | "no-answer" | "absent" | "not-eligible";

/** The root of the tree. SHA-256 in base64. */
export type RootHash = string;

/** latest: the newest position counts; all: every position counts. */
export type RuleName = "latest" | "all";

/** Whose day `saidOn` is: the day the source gives for the statement, or the day the source was published. */
export type SaidOnFrom = "statement" | "source";

/** Whose day `saidOn` is: the day the source gives for the statement, or the day the source was published. */
export type SaidOnFromOrNull = "statement" | "source" | null;

/** Those of the shared questions on which both hold the same option. */
export type Same = number;

/** The ordered options a question can be answered with. */
export type Scale = {
"id": Id;
"label": string;
"options": (ScaleOption)[];
"status"?: Status;
"revision": Revision;
};

export type ScaleOption = {
"id": Id;
"label": string;
"value": ValueOrNull;
"role": Role;
};

export type ScalePage = {
"items": (Scale)[];
"next": NextOrNull;
};

export type Scales = (Scale)[];

/** 1: identical answers; 0: opposite ends throughout; null: no shared question. */
export type ScoreOrNull = number | null;

/** One record in which the words were found. */
export type SearchHit = {
"kind": "expert" | "question" | "position" | "statement";
"id": Id;
/** Name of the expert, title of the question, or whose position or words. */
"title": string;
/** What the snippet is of: a `quote` has their words, all else ours. */
"field": "name" | "title" | "alias" | "affiliation" | "description" | "proposition" | "topic" | "summary" | "condition" | "quote" | "paraphrase" | "venue" | "translation";
/** The text of that field around the words, in parts. */
"snippet": (SnippetPart)[];
/** That of the snippet, where it is on record. */
"language"?: Language;
};

/** The change in words. */
export type Sentence = string;

/** Place in the log, from 1, without gaps. */
export type Seq = number;

/** How many entries of the change log are its leaves. */
export type Size = number;

export type SnippetPart = {
"text": string;
/** True where this part is a word that was searched for. */
"match": boolean;
};

/** A publication in which statements appear. */
export type Source = {
"id": Id;
"title": string;
"publisher": string;
"url": WebUrlOrNull;
"archivedUrl": WebUrlOrNull;
"publishedOn": PublishedOn;
"retrievedOn": PartialDateOrNull;
"language": Language;
/** What a later reader should know, such as how a missing date was settled. */
"note": string | null;
"status"?: Status;
"revision": Revision;
};

export type SourcePage = {
"items": (Source)[];
"next": NextOrNull;
};

/** Wherever it is printed: the same words in two papers are one statement. */
export type Sources = (Id)[];

/** Standard deviation of the values from their mean. Null where n is 0. */
export type SpreadOrNull = number | null;

/** What was said, by one expert or several, as one source or several report it. */
export type Statement = {
"id": Id;
/** The first of experts. */
"expert": Id;
/** Whoever said it: one, or all who signed. */
"experts": (Id)[];
/** The first of sources. */
"source": Id;
"sources": Sources;
/** The day that counts for this statement; see saidOnFrom. */
"saidOn": PartialDate;
"saidOnFrom": SaidOnFrom;
"saidAt": TimeOfDayOrNull;
"attribution": Attribution;
"quotes": Quotes;
"paraphrase": ParaphraseOrNull;
"selector": TextSelectorOrNull;
"venue": string | null;
"reportedBy": ReportedByOrNull;
/** Language of the words; that of the first source where it is not given. */
"language": LanguageOrNull;
"translations": (Translation)[];
"capacity": CapacityOrNull;
"status"?: Status;
"revision": Revision;
};

export type StatementPage = {
"items": (Statement)[];
"next": NextOrNull;
};

/** The evidence. */
export type Statements = (Id)[];

/** There while the public does not see the record. */
export type Status = "draft";

/** Characters right after the last quote. */
export type Suffix = string;

/** The position in one sentence of the recorder's. */
export type Summary = TextOf2000;

/** The position of the same expert and question, of the same day or an earlier one, that this one takes the place of. */
export type SupersedesOrNull = IdOrNull;

/** The words in that language; never to be taken for the quote. */
export type Text = TextOf20000;

export type TextOf300 = string;

export type TextOf500 = string;

/** Where the quotes stand in the first source: prefix and suffix of a W3C TextQuoteSelector. */
export type TextSelectorOrNull = {
"prefix": Prefix;
"suffix": Suffix;
} | null;

/** Time of day as the clocks of the place showed it: 14:30, 14:30:05 or 14:30:05.250. */
export type TimeOfDayOrNull = string | null;

export type Topics = (TextOf100)[];

/** What it touches; at most the first hundred. */
export type Touches = ({
"expert": IdOrNull;
"question": IdOrNull;
"position": IdOrNull;
})[];

/** The words of a statement, or a proposition, in another language. */
export type Translation = {
/** The language translated into. */
"language": Language;
"text": Text;
"by": ByOrNull;
};

/** Place on the scale from -1 (opposes) to 1 (supports); null for an option that takes no side. */
export type ValueOrNull = number | null;

/** Experts whose position has a value: the n of mean, spread and polarisation. */
export type Valued = number;

/** Absolute http or https URL. */
export type WebUrl = string;

/** Absolute http or https URL. */
export type WebUrlOrNull = string | null;

/** A public change as /v1/changes tells it; of a correction also what it touches. */
export type WebhookMessage = {
"type": EventType;
"timestamp": Instant;
"data": {
"seq": Seq;
"at": Instant;
"actor": string;
"action": Action;
"entity": RecordKind;
"id": Id;
"reason": string | null;
"before"?: BeforeOrNull;
"after"?: AfterOrNull;
"touches"?: Touches;
/** How much it touches. */
"touched"?: number;
/** What was left out for the message to stay under 20 kB; /v1/changes and /v1/corrections have it. */
"omitted"?: ("before" | "after" | "touches")[];
};
};

/** To see whether messages arrive. */
export type WebhookTest = {
"type": "webhook.test";
"timestamp": Instant;
"data": {
"webhook": Id;
};
};

/** A candidate becomes a draft of a statement, with drafts of the positions that rest on it. */
export type Acceptance = {
/** The revision of the candidate that was looked at. */
"revision": number;
/** Who says it; unless given, the expert whom the candidate is tied to by name or alias. Not beside newExpert. */
"expert"?: Id;
"newExpert"?: {
"name": TextOf300;
"kind"?: "person" | "organization";
"description"?: TextOf1000;
};
"saidOn"?: PartialDate;
/** What was retold, in your words. */
"paraphrase"?: TextOf20000;
/** What it says on which questions: a draft of a position each. */
"positions"?: ({
"question": Id;
"option": Id;
"basis": Basis;
/** The position in one sentence of yours. */
"summary": TextOf2000;
"condition"?: TextOf1000;
"note"?: TextOf5000;
})[];
};

/** What was decided to go on record of that which several people have coded. */
export type Adjudication = {
"document": Id;
"round": Id;
"candidate": Id;
"question": Id;
"option": OptionOrNull;
/** The draft that it made; null where the words say nothing on the question. */
"position": IdOrNull;
"reason": string | null;
"by": string;
"at": Instant;
/** What each coder had said. */
"codings": (Coding)[];
};

/** What goes on record of that which several people have coded. */
export type AdjudicationInput = {
"candidate": Id;
"question": Id;
"option": OptionOrNull;
"basis"?: Basis;
"condition"?: Condition;
/** The position in one sentence of yours. */
"summary"?: TextOf2000;
"note"?: Note;
/** Why; needed where the coders differ. */
"reason"?: TextOf2000;
};

export type Affiliations = ({
"organization": TextOf300;
"role"?: TextOf300OrNull;
"from"?: PartialDateOrNull;
"to"?: PartialDateOrNull;
})[];

/** Krippendorff's alpha with its bootstrap interval. */
export type AlphaFigure = {
/** 1: all say the same. 0: as much as chance would have it. */
"alpha": number | null;
/** Why there is none. no-variation: one value was given throughout, which proves nothing. */
"why": "one-coder" | "nothing-pairable" | "no-variation" | null;
/** Units with two values or more. */
"units": number;
/** Values in those: what can be paired. */
"values": number;
/** Bootstrap interval: 95 % of 1000 draws of units lie above. */
"low": number | null;
/** And below this. */
"high": number | null;
/** Draws that have an alpha, of 1000; 0 where there is no interval. */
"draws": number;
};

/** An API key, as far as it may be shown. */
export type ApiKey = {
/** The public part of the token, between its two underscores. */
"id": Id;
/** Whose key it is. The public change log names those who write by it. */
"name": string;
"scopes": Scopes;
"createdAt": Instant;
"createdBy": string;
"expiresAt": ExpiresAtOrNull;
"revokedAt": InstantOrNull;
"revokedBy": string | null;
"lastUsedAt": LastUsedAtOrNull;
"state": State;
};

export type ApiKeyPage = {
/** The oldest first. */
"items": (ApiKey)[];
"next": NextOrNull;
};

/** A new API key with its token. */
export type ApiKeyWithToken = {
/** The public part of the token, between its two underscores. */
"id": Id;
/** Whose key it is. The public change log names those who write by it. */
"name": string;
"scopes": Scopes;
"createdAt": Instant;
"createdBy": string;
"expiresAt": ExpiresAtOrNull;
"revokedAt": InstantOrNull;
"revokedBy": string | null;
"lastUsedAt": LastUsedAtOrNull;
"state": State;
/** To be sent as Authorization: Bearer. It is shown this once. */
"token": string;
};

/** Records in one document. Every list may be left out. */
export type Bundle = {
"bundleVersion": 1;
/** Default for the positions; else the time of the import. */
"recordedAt"?: Instant;
/** Default for the positions; else who imports. */
"recordedBy"?: TextOf200;
/** Why these records are written or changed; kept in the change log. */
"reason"?: TextOf2000;
"scales"?: ({
"id": Id;
"label": TextOf200;
"options": Options;
"status"?: StatedStatus;
})[];
"experts"?: ({
"id": Id;
"kind"?: Kind;
"name": Name;
"sortName"?: TextOf200;
"description"?: TextOf2000;
"aliases"?: Aliases;
"affiliations"?: Affiliations;
"links"?: Links;
"status"?: StatedStatus;
})[];
"sources"?: ({
"id": Id;
"title": TextOf500;
"publisher": TextOf300;
"url"?: WebUrl;
"archivedUrl"?: WebUrl;
"publishedOn": PublishedOn;
"retrievedOn"?: PartialDate;
"language": Language;
"note"?: TextOf2000;
"status"?: StatedStatus;
})[];
"questions"?: ({
"id": Id;
/** Short, for the head of a table. */
"title": TextOf100;
"proposition": Proposition;
"scale"?: Id;
"codingRule": CodingRule;
"topics"?: Topics;
/** Other words a person may ask with. */
"aliases"?: (TextOf300)[];
/** Language of title and proposition. */
"language"?: Language;
"translations"?: Translations;
"succeeds"?: Succeeds;
"status"?: StatedStatus;
})[];
"statements"?: ({
"id": Id;
/** Who said it, where it is one; else experts. */
"expert"?: Id;
/** Whoever said it: one, or all who signed. */
"experts"?: (Id)[];
/** Where it is printed, where it is one place; else sources. */
"source"?: Id;
"sources"?: Sources;
"saidOn"?: PartialDate;
"saidAt"?: TimeOfDay;
"attribution": Attribution;
"quotes"?: Quotes;
"paraphrase"?: TextOf20000;
"selector"?: TextSelector;
"venue"?: TextOf300;
"reportedBy"?: ReportedBy;
/** Language of the words; that of the first source where it is not given. */
"language"?: Language;
"translations"?: Translations;
"capacity"?: Capacity;
"status"?: StatedStatus;
})[];
"positions"?: ({
"id": Id;
"expert": Id;
"question": Id;
"option": Option;
"summary": Summary;
"condition"?: Condition;
"basis": Basis;
"statements": Statements;
"supersedes"?: Supersedes;
"status"?: "draft" | "published" | "retracted";
"recordedAt"?: Instant;
"recordedBy"?: TextOf200;
/** Why it was coded this way. */
"note"?: TextOf5000;
"confidence"?: Confidence;
})[];
};

/** One statement proposed in a document, by the places of its words. */
export type Candidate = {
"id": Id;
"document": Id;
"origin": {
/** Who or what proposed it; kept for ever. */
"kind": "extractor" | "model" | "mcp" | "person";
/** Name and version of the program, or the name of the person. */
"name": string;
};
/** The rule that found it. */
"rule": string | null;
"mention": TextSpanOrNull;
"speakerName": string;
"speakerKind": "person" | "organization" | "group" | "unknown";
"affiliationAsGiven": string | null;
"expert": IdOrNull;
/** How the speaker was found among the experts on record. */
"link": "exact" | "alias" | "surname" | "none";
"cue": TextSpanOrNull;
"attribution": "direct" | "mixed" | "paraphrase";
/** The words in quotation marks: text.slice(start, end), in UTF-16 units. */
"quotes": (TextSpan)[];
/** The retold words. */
"content": (TextSpan)[];
"saidOn": PartialDateOrNull;
"saidOnWords": TextSpanOrNull;
/** Questions on record that it may answer, the likeliest first. */
"questions": (Id)[];
"confidence": number | null;
/** open: nobody has decided yet. */
"state": "open" | "accepted" | "rejected";
/** The draft that was made of it, where it was accepted. */
"statement": IdOrNull;
/** Why it was rejected. */
"reason": string | null;
"decidedBy": string | null;
"decidedAt": InstantOrNull;
/** How often it was changed, from 1: sent back with each change. */
"revision": number;
};

/** What an open candidate is to say instead. */
export type CandidateChange = {
"revision": number;
"candidate": NewCandidate;
};

/** The organization that was spoken for. */
export type Capacity = TextOf300;

export type CoderReliability = {
"coder": Id;
"name": Name;
/** What they coded. */
"codings": number;
/** Of those: the words say nothing on the question. */
"nothing": number;
/** Pairs of their codings with those of others. */
"pairs": number;
/** Pairs with one option, or none at all, among those. */
"same": number | null;
};

/** What one coder says that the words of a candidate mean for a question. */
export type Coding = {
"document": Id;
"round": Id;
"candidate": Id;
"question": Id;
"coder": Id;
/** Whose coding it is. */
"name": string;
"option": OptionOrNull;
"basis": BasisOrNull;
"condition": ConditionOrNull;
/** The position in one sentence of yours. */
"summary": string | null;
/** Why it was coded so. */
"note": string | null;
/** What is submitted never changes. */
"state": "draft" | "submitted";
"at": Instant;
/** How often it was put: sent back with each change. */
"revision": number;
};

/** One coding; with an option it has a basis, without one neither that nor a sentence. */
export type CodingInput = {
/** The revision that was looked at; 0 where there is none yet. */
"revision": number;
"option": OptionOrNull;
"basis"?: Basis;
"condition"?: Condition;
/** The position in one sentence of yours. */
"summary"?: TextOf2000;
"note"?: Note;
};

/** A document that several people code, none of whom sees what the others say. */
export type CodingRound = {
"id": Id;
"document": Id;
/** The first round of a document is 1. */
"number": number;
/** Those that every coder says something on, of every candidate. */
"questions": (Id)[];
"due": PartialDateOrNull;
"openedBy": string;
"openedAt": Instant;
"coders": ({
/** The id of the key that codes. */
"coder": Id;
/** Whose key it is. */
"name": string;
/** todo: nothing is coded yet. submitted: all is, and none of it changes any more. */
"state": "todo" | "working" | "submitted";
"submittedAt": InstantOrNull;
})[];
/** Candidates times questions: so much each coder has to code. */
"units": number;
/** Units on which somebody has decided what goes on record. */
"decided": number;
/** complete: every coder has submitted. */
"state": "open" | "complete";
};

/** Who codes the accepted candidates of a document for which questions. */
export type CodingRoundInput = {
"questions": (Id)[];
/** Ids of keys that may write. */
"coders": (Id)[];
"due"?: PartialDate;
};

/** The "if" the expert attached. */
export type Condition = TextOf1000;

/** The text of a source, without the text. Only those who write know of it. */
export type Document = {
"id": Id;
/** The source that it is the text of. */
"source": Id;
/** SHA-256 of the text in UTF-8, in hex. */
"sha256": string;
/** Of the text, in UTF-16 units. */
"length": number;
/** The form that the text was brought into, and the spans count in. */
"textForm": number;
/** The document of the same source that it takes the place of. */
"replaces": IdOrNull;
"rights": Rights;
/** The last day that the text is kept. */
"keepUntil": PartialDateOrNull;
/** BCP 47 tag of its language, given or found; und where none could be told. */
"language": string;
/** What it came as. */
"format": string;
"filename": string | null;
"fileSha256": string | null;
/** Name and version of what proposed candidates. */
"extractor": string;
"addedBy": string;
"addedAt": Instant;
"textRemovedBy": string | null;
/** Since when the text is gone; hash, length and spans stay. */
"textRemovedAt": InstantOrNull;
"candidates": {
"open": number;
"accepted": number;
"rejected": number;
};
};

/** What is likely a slip in a statement. */
export type Doubt = {
"statement": Id;
/** A day said that is after a publication; no position rests on it; a comma or full stop of the sentence around a quote; the words of another statement of the same expert. */
"doubt": "said-after-publication" | "uncited" | "punctuation-in-quote" | "same-words";
/** What is doubtful, and what to do. */
"message": string;
/** The other statements with the same words; else empty. */
"others": (Id)[];
};

export type DoubtPage = {
/** In the order of their statements, latest said first. */
"items": (Doubt)[];
"next": NextOrNull;
};

/** One time that a model was asked. */
export type Drafting = {
"id": Id;
"document": Id;
/** The model, by its name. */
"model": string;
/** The version of what it was told. */
"prompt": string;
/** Where the text was sent. */
"host": string;
/** How far away that may be. */
"reach": "machine" | "network" | "internet";
/** Of the article. */
"characters": number;
/** On record, that were sent with it. */
"questions": number;
/** Statements that the model proposed. */
"received": number;
/** What was not taken over, and why. */
"dropped": ({
"why": "no-words" | "not-in-text" | "ambiguous" | "not-quoted" | "unknown-speaker" | "unknown-answer" | "known";
"count": number;
})[];
"tokens": {
"sent": number;
"received": number;
} | null;
/** Why nothing came of it. */
"failure": string | null;
/** Candidates that were made of it. */
"proposed": number;
"askedBy": string;
"askedAt": Instant;
};

/** The types of events it is told of; null: all. */
export type EventTypesOrNull = (EventType)[] | null;

/** JSON Merge Patch (RFC 7396) of an expert. "reason" is no field of it. */
export type ExpertPatch = {
"id"?: Id;
/** A person; or an organization, as a party, an agency or an association. */
"kind"?: "person" | "organization" | null;
"name"?: Name;
"sortName"?: TextOf200OrNull;
"description"?: TextOf2000OrNull;
/** Other names the expert is known under. */
"aliases"?: (TextOf200)[] | null;
"affiliations"?: ({
"organization": TextOf300;
"role"?: TextOf300OrNull;
"from"?: PartialDateOrNull;
"to"?: PartialDateOrNull;
})[] | null;
"links"?: LinksOrNull;
"reason"?: Reason;
};

/** From this instant on the key is good for nothing. Null: it does not expire. */
export type ExpiresAtOrNull = InstantOrNull;

/** A filter that is null lets everything through. */
export type Filters = WebhookFilters;

export type ImportCount = {
"created": number;
"updated": number;
"unchanged": number;
};

/** How many records of each kind were created, updated or left as they were. */
export type ImportReport = {
"scale": ImportCount;
"expert": ImportCount;
"source": ImportCount;
"question": ImportCount;
"statement": ImportCount;
"position": ImportCount;
/** Texts that came along; known are those that their sources have, or had. */
"texts"?: {
"kept": number;
"known": number;
/** Statements on record whose quotes are not in them. */
"untied": (Id)[];
};
/** There where drafts were asked for: what was created is a draft. */
"drafts"?: true;
/** What the import would do to each record; there where it is a trial. */
"trial"?: {
"changes": ({
"kind": RecordKind;
"id": Id;
/** What would become of it. */
"action": "create" | "update" | "rename" | "publish" | "retract" | "delete";
/** Its name or title; of a position its summary, of a statement its words. */
"name": string;
/** Field by field; none of what is new. */
"differences": (Difference)[];
})[];
/** How many changes are not listed. */
"moreChanges": number;
/** Of a table: published positions on its questions that rest on its sources, and are none of its rows. */
"missing": ({
"position": Id;
"expert": Id;
"question": Id;
"summary": string;
})[];
/** How many of these are not listed. */
"moreMissing": number;
};
};

export type Items = (Candidate)[];

/** Two candidates are one statement. */
export type Joining = {
/** The revision of the candidate that was looked at. */
"revision": number;
/** The candidate whose words go over into this one; it is set aside. */
"other": Id;
/** The revision of the other that was looked at. */
"otherRevision": number;
};

/** To the minute or so; null where it was never used. */
export type LastUsedAtOrNull = InstantOrNull;

export type LinksOrNull = ({
"label": TextOf200;
"url": WebUrl;
})[] | null;

/** A stored mapping without what it says. */
export type MappingSummary = {
"id": Id;
/** Number of this saving; none is ever given twice. */
"revision": number;
"savedAt": Instant;
"savedBy": string;
};

export type MappingSummaryPage = {
/** By id. */
"items": (MappingSummary)[];
"next": NextOrNull;
};

/** The record that another one is merged into, and why. */
export type Merging = {
/** The record of its kind that stays. */
"into": Id;
/** Why both are one; kept in the change log and shown in the record of corrections. */
"reason": TextOf2000;
};

/** A statement proposed by a person or a program. Nothing in it is repaired. */
export type NewCandidate = {
/** Who says it, by name. */
"speakerName": TextOf300;
"speakerKind"?: "person" | "organization" | "group" | "unknown";
/** The speaker among the experts on record. */
"expert"?: Id;
"affiliationAsGiven"?: TextOf1000;
/** Each the words in quotation marks, without the marks and exactly as the text has them; or their span. */
"quotes"?: ((TextOf20000) | (TextSpan))[];
/** The retold words, likewise. */
"content"?: ((TextOf20000) | (TextSpan))[];
/** Characters right before the first quote, where it stands in the text more than once. */
"prefix"?: string;
/** Characters right behind the last quote. */
"suffix"?: string;
"saidOn"?: PartialDate;
"questions"?: (Id)[];
};

/** The text of a source. */
export type NewDocument = {
/** The source that it is the text of. */
"source"?: Id;
"rights"?: Rights;
/** The last day that the text is kept. */
"keepUntil"?: PartialDate;
/** Found from the text unless given. */
"language"?: Language;
/** The name of the file that it comes from. */
"filename"?: TextOf500;
"text": string;
};

/** To make an expert. Without "id" it gets one of its own. */
export type NewExpert = {
"id"?: Id;
"kind"?: Kind;
"name": Name;
"sortName"?: TextOf200;
"description"?: TextOf2000;
"aliases"?: Aliases;
"affiliations"?: Affiliations;
"links"?: Links;
};

/** To make a position. Without "id" it gets one of its own. It begins as a draft. */
export type NewPosition = {
"id"?: Id;
"expert": Id;
"question": Id;
"option": Option;
"summary": Summary;
"condition"?: Condition;
"basis": Basis;
"statements": Statements;
"supersedes"?: Supersedes;
/** Why it was coded this way. */
"note"?: TextOf5000;
"confidence"?: Confidence;
};

/** To make a question. Without "id" it gets one of its own. */
export type NewQuestion = {
"id"?: Id;
/** Short, for the head of a table. */
"title": TextOf100;
"proposition": Proposition;
"scale"?: Id;
"codingRule": CodingRule;
"topics"?: Topics;
/** Other words a person may ask with. */
"aliases"?: (TextOf300)[];
/** Language of title and proposition. */
"language"?: Language;
"translations"?: Translations;
"succeeds"?: Succeeds;
};

/** To make a scale. Without "id" it gets one of its own. */
export type NewScale = {
"id"?: Id;
"label": TextOf200;
"options": Options;
};

/** To make a source. Without "id" it gets one of its own. */
export type NewSource = {
"id"?: Id;
"title": TextOf500;
"publisher": TextOf300;
"url"?: WebUrl;
"archivedUrl"?: WebUrl;
"publishedOn": PublishedOn;
"retrievedOn"?: PartialDate;
"language": Language;
"note"?: TextOf2000;
};

/** To make a statement. Without "id" it gets one of its own. */
export type NewStatement = {
"id"?: Id;
/** Who said it, where it is one; else experts. */
"expert"?: Id;
/** Whoever said it: one, or all who signed. */
"experts"?: (Id)[];
/** Where it is printed, where it is one place; else sources. */
"source"?: Id;
"sources"?: Sources;
"saidOn"?: PartialDate;
"saidAt"?: TimeOfDay;
"attribution": Attribution;
"quotes"?: Quotes;
"paraphrase"?: TextOf20000;
"selector"?: TextSelector;
"venue"?: TextOf300;
"reportedBy"?: ReportedBy;
/** Language of the words; that of the first source where it is not given. */
"language"?: Language;
"translations"?: Translations;
"capacity"?: Capacity;
};

/** Why it was coded so. */
export type Note = TextOf5000;

/** An option of the scale of the question; null: the words say nothing on it. */
export type OptionOrNull = IdOrNull;

export type Options = ({
"id": Id;
"label": TextOf200;
"value": ValueOrNull;
"role"?: Role;
})[];

/** JSON Merge Patch (RFC 7396) of a position. "reason" is no field of it. */
export type PositionPatch = {
"id"?: Id;
"expert"?: Id;
"question"?: Id;
"option"?: Option;
"summary"?: Summary;
"condition"?: ConditionOrNull;
"basis"?: Basis;
"statements"?: Statements;
"supersedes"?: SupersedesOrNull;
"note"?: NoteOrNull;
/** How sure the expert said to be, where they were asked. No measure counts it. */
"confidence"?: number | null;
"reason"?: Reason;
};

/** Until then messages are signed with the secret before this one, too. */
export type PreviousSecretUntilOrNull = InstantOrNull;

/** A change to what is public that waits for somebody who may publish. */
export type Proposal = {
"id": Id;
/** open: nobody has decided yet. */
"state": "open" | "accepted" | "declined" | "withdrawn";
/** change: by a merge patch, a new id among it. delete, retract: of the whole record. merge: into the record that the patch names as into. */
"act": "change" | "delete" | "retract" | "merge";
"entity": RecordKind;
/** The id of the record it is about, as it was when it was proposed. */
"record": Id;
/** The merge patch (RFC 7396); null where the act is none. Of merge, the id that it leads to, as into. */
"patch": { [name: string]: unknown } | null;
/** What the fields of the patch held when it was proposed; null where the act is no change. */
"before": { [name: string]: unknown } | null;
"reason": string | null;
/** True for an open one whose record does not stand as its proposer saw it. */
"stale": boolean;
"proposedBy": string;
"proposedAt": Instant;
"decidedBy": string | null;
"decidedAt": InstantOrNull;
/** Why it was accepted, declined or withdrawn; null where nobody said. */
"decision": string | null;
/** The last entry of the change log that accepting it made, or null. */
"seq": number | null;
};

export type ProposalPage = {
/** The newest first. */
"items": (Proposal)[];
"next": NextOrNull;
};

/** Why a position is published. */
export type Publication = {
"reason"?: Reason;
};

/** Records to be published, all of them or none. */
export type PublicationOfSeveral = {
"records": ({
"kind": RecordKind;
"id": Id;
})[];
/** Why; kept in the change log. */
"reason"?: TextOf2000;
};

/** A record that becomes public. */
export type PublishedRecord = {
"kind": RecordKind;
"id": Id;
/** Its name, title, label, summary or words. */
"text": string;
};

/** All that becomes public, or would on a trial. */
export type Publishing = {
/** In the order of the log: what is needed comes first. */
"publishes": (PublishedRecord)[];
/** What is likely a slip in the statements that become public. */
"doubts": (Doubt)[];
};

/** JSON Merge Patch (RFC 7396) of a question. "reason" is no field of it. */
export type QuestionPatch = {
"id"?: Id;
/** Short, for the head of a table. */
"title"?: TextOf100;
"proposition"?: Proposition;
"scale"?: IdOrNull;
"codingRule"?: CodingRule;
"topics"?: (TextOf100)[] | null;
/** Other words a person may ask with. */
"aliases"?: (TextOf300)[] | null;
/** Language of title and proposition. */
"language"?: LanguageOrNull;
"translations"?: TranslationsOrNull;
/** The question that this one puts in other words, asked before it. Not one that comes of this one. */
"succeeds"?: IdOrNull;
"reason"?: Reason;
};

/** "It says nothing" is a value of its own in nominal alpha. In ordinal and interval alpha it is missing, and so are options without a value. */
export type QuestionReliability = {
"question": Id;
"title": string;
/** Candidates that were coded for it. */
"units": number;
/** Who coded it. */
"coders": number;
/** Pairs of codings with one option, or none at all, among all pairs. */
"same": number | null;
"nominal": AlphaFigure;
"ordinal": AlphaFigure;
"interval": AlphaFigure;
};

/** Verbatim words of the expert, character for character; nobody else's. */
export type QuotesOrNull = (TextOf20000)[] | null;

/** Why; kept in the change log. Required where the public sees what is changed. */
export type Reason = TextOf2000;

/** A candidate is no statement, or none that belongs on record. */
export type Rejection = {
/** The revision of the candidate that was looked at. */
"revision": number;
/** Why. */
"reason"?: TextOf2000;
};

/** How far those who coded the same words agree. */
export type Reliability = {
"document": IdOrNull;
/** Each question, by its title. */
"questions": (QuestionReliability)[];
"coders": (CoderReliability)[];
/** How often which options stand beside each other. */
"confusion": ({
"question": Id;
/** An option; null: the words say nothing on the question. */
"first": IdOrNull;
/** An option; null: the words say nothing on the question. */
"second": IdOrNull;
/** Pairs of codings, in any order. */
"pairs": number;
})[];
"disagreements": ({
"document": Id;
"round": Id;
"candidate": Id;
"question": Id;
/** What was said, without who said it. */
"options": (IdOrNull)[];
/** True where somebody has decided what goes on record. */
"decided": boolean;
/** Where it is decided. */
"page": string;
})[];
/** Of one document: whose proposals mark the words that were accepted. */
"spans": ({
/** Who or what proposed statements, by kind and name. */
"origin": string;
/** Statements that it proposed. */
"proposed": number;
/** Statements that were accepted, whoever proposed them. */
"accepted": number;
/** Pairs of these that mark the same words: half of them or more. */
"matched": number;
/** 2 × matched / (proposed + accepted). */
"f1": number | null;
})[];
"from": PartialDateOrNull;
"to": PartialDateOrNull;
/** Rounds that every coder has submitted; only these are counted. */
"rounds": number;
/** Rounds that are not complete, and not counted. */
"open": number;
};

/** A decision on a candidate is undone. */
export type Reopening = {
/** The revision of the candidate that was looked at. */
"revision": number;
};

/** Through whom the words come where the source heard them from a third person: hearsay. */
export type ReportedBy = TextOf300;

/** Why a position is retracted. */
export type Retraction = {
/** Why; shown with the retracted position and in the record of corrections. */
"reason": TextOf2000;
};

/** By which right the text is kept; none: to check quotes against, and nothing else. */
export type Rights = "none" | "licensed" | "own" | "public-domain";

/** JSON Merge Patch (RFC 7396) of a scale. "reason" is no field of it. */
export type ScalePatch = {
"id"?: Id;
"label"?: TextOf200;
"options"?: Options;
"reason"?: Reason;
};

/** read: what is public, also where reading is closed. write: drafts, and the records they rest on. publish: what is public may be made, corrected and retracted. admin: keys and webhooks. Each includes those before it. */
export type ScopeName = "read" | "write" | "publish" | "admin";

export type Scopes = (ScopeName)[];

/** JSON Merge Patch (RFC 7396) of a source. "reason" is no field of it. */
export type SourcePatch = {
"id"?: Id;
"title"?: TextOf500;
"publisher"?: TextOf300;
"url"?: WebUrlOrNull;
"archivedUrl"?: WebUrlOrNull;
"publishedOn"?: PublishedOn;
"retrievedOn"?: PartialDateOrNull;
"language"?: Language;
"note"?: TextOf2000OrNull;
"reason"?: Reason;
};

/** A candidate is two statements. */
export type Splitting = {
/** The revision of the candidate that was looked at. */
"revision": number;
/** The words that the second statement begins with, exactly as the text has them. */
"begins": TextOf2000;
};

/** What the key is good for now: only an active one opens anything. */
export type State = "active" | "expired" | "revoked";

/** draft: the public does not see the record. Where nothing is said: as it is stored; a new one is published, or a draft where whoever writes may not publish. */
export type StatedStatus = "draft" | "published";

/** JSON Merge Patch (RFC 7396) of a statement. "reason" is no field of it. */
export type StatementPatch = {
"id"?: Id;
/** Who said it, where it is one; else experts. */
"expert"?: IdOrNull;
/** Whoever said it: one, or all who signed. */
"experts"?: (Id)[] | null;
/** Where it is printed, where it is one place; else sources. */
"source"?: IdOrNull;
/** Wherever it is printed: the same words in two papers are one statement. */
"sources"?: (Id)[] | null;
"saidOn"?: PartialDateOrNull;
"saidAt"?: TimeOfDayOrNull;
"attribution"?: Attribution;
"quotes"?: QuotesOrNull;
"paraphrase"?: TextOf20000OrNull;
"selector"?: TextSelectorOrNull;
"venue"?: TextOf300OrNull;
"reportedBy"?: ReportedByOrNull;
/** Language of the words; that of the first source where it is not given. */
"language"?: LanguageOrNull;
"translations"?: TranslationsOrNull;
"capacity"?: CapacityOrNull;
"reason"?: Reason;
};

/** How a kind of table is read, kept under a name. */
export type StoredMapping = {
"id": Id;
/** Number of this saving; none is ever given twice. */
"revision": number;
"savedAt": Instant;
"savedBy": string;
/** A mapping, as docs/guide/import.md explains: columns, values, dates and so on. */
"mapping": { [name: string]: unknown };
};

/** The question that this one puts in other words, asked before it. Not one that comes of this one. */
export type Succeeds = Id;

/** The position of the same expert and question, of the same day or an earlier one, that this one takes the place of. */
export type Supersedes = Id;

export type TextOf100 = string;

export type TextOf1000 = string;

export type TextOf1000OrNull = string | null;

export type TextOf200 = string;

export type TextOf2000 = string;

export type TextOf20000 = string;

export type TextOf20000OrNull = string | null;

export type TextOf2000OrNull = string | null;

export type TextOf200OrNull = string | null;

export type TextOf300OrNull = string | null;

export type TextOf5000 = string;

export type TextOf5000OrNull = string | null;

/** Where the quotes stand in the first source: prefix and suffix of a W3C TextQuoteSelector. */
export type TextSelector = {
"prefix": Prefix;
"suffix": Suffix;
};

export type TextSpan = {
"start": number;
"end": number;
};

export type TextSpanOrNull = {
"start": number;
"end": number;
} | null;

/** Time of day as the clocks of the place showed it: 14:30, 14:30:05 or 14:30:05.250. */
export type TimeOfDay = string;

export type Translations = ({
/** The language translated into. */
"language": Language;
"text": Text;
"by"?: ByOrNull;
})[];

export type TranslationsOrNull = ({
/** The language translated into. */
"language": Language;
"text": Text;
"by"?: ByOrNull;
})[] | null;

/** A subscription: an address that is told of changes. */
export type Webhook = {
"id": Id;
"url": WebUrl;
"eventTypes": EventTypesOrNull;
"filters": Filters;
/** disabled: nothing is sent until it is enabled again. */
"state": "enabled" | "disabled";
"disabledAt": InstantOrNull;
"disabledWhy": string | null;
"previousSecretUntil": PreviousSecretUntilOrNull;
"createdAt": Instant;
"createdBy": string;
};

/** One sending of a message, and what came of it. */
export type WebhookAttempt = {
"at": Instant;
/** Of the answer; null where there was none. */
"status": number | null;
/** Why the attempt failed. */
"error": string | null;
/** How long it took, in milliseconds. */
"ms": number;
};

/** A message for one subscription. */
export type WebhookDelivery = {
/** The webhook-id header of the message; the same for every attempt. */
"id": Id;
"type": "scale.created" | "scale.updated" | "scale.renamed" | "scale.published" | "scale.deleted" | "expert.created" | "expert.updated" | "expert.renamed" | "expert.published" | "expert.deleted" | "source.created" | "source.updated" | "source.renamed" | "source.published" | "source.deleted" | "question.created" | "question.updated" | "question.renamed" | "question.published" | "question.deleted" | "statement.created" | "statement.updated" | "statement.renamed" | "statement.published" | "statement.deleted" | "position.created" | "position.updated" | "position.renamed" | "position.published" | "position.retracted" | "position.deleted" | "webhook.test";
/** The change it tells of; null for a test. */
"seq": number | null;
/** pending: it is sent, or sent again, at nextAt. failed: the last attempt failed, and the subscription is disabled. */
"state": "pending" | "delivered" | "failed";
"createdAt": Instant;
/** When the next attempt is due; null where none is, or an earlier message about the same is pending. */
"nextAt": InstantOrNull;
/** When it was delivered or given up. */
"settledAt": InstantOrNull;
/** The oldest first. */
"attempts": (WebhookAttempt)[];
};

export type WebhookDeliveryPage = {
/** The newest first. */
"items": (WebhookDelivery)[];
"next": NextOrNull;
};

export type WebhookFilters = {
/** Only what concerns one of these experts: their record, their statements and positions. */
"expert": (Id)[] | null;
/** Only what concerns one of these questions: its record and the positions on it. */
"question": (Id)[] | null;
/** Only what concerns a question that has one of these topics. */
"topic": (string)[] | null;
};

export type WebhookPage = {
/** The oldest first. */
"items": (Webhook)[];
"next": NextOrNull;
};

/** A subscription with its new secret. */
export type WebhookWithSecret = {
"id": Id;
"url": WebUrl;
"eventTypes": EventTypesOrNull;
"filters": Filters;
/** disabled: nothing is sent until it is enabled again. */
"state": "enabled" | "disabled";
"disabledAt": InstantOrNull;
"disabledWhy": string | null;
"previousSecretUntil": PreviousSecretUntilOrNull;
"createdAt": Instant;
"createdBy": string;
/** What messages are signed with. It is shown this once. */
"secret": string;
};

export type Operations = {
/** The stance matrix of any questions: experts down, questions across */
'GET /v1/matrix': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** Words that must all occur, in any order; common words are passed over. */
"q"?: TextOf500;
/** statements: the evidence behind every cell. */
"include"?: ("statements")[];
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** long, the default: a row for every fact. wide: a grid with ids for its columns; a cell holds a number or the id of an option, "contested", or an em dash where nothing is on record. Only for csv and tsv. */
"shape"?: "long" | "wide";
/** id, the default: the id of the option held. label: its label. value: its number, and the id of an option that has none. Only with shape=wide. */
"values"?: "id" | "label" | "value";
/** all, the default. spoken: only cells where something is on record; silence is counted (distribution), not listed. Not for a grid. Only for json, ndjson, csv and tsv. */
"cells"?: "all" | "spoken";
/** Of the picture, in pixels; 1200 where it is not given. What does not fit is refused. Only for svg and png. */
"width"?: number;
/** Of the picture, in pixels; 630 where it is not given. It grows where the rows need it. Only for svg and png. */
"height"?: number;}; body: undefined; answers: {200: Matrix;} };
/** Experts side by side: where they agree, where they differ, where only one has spoken */
'GET /v1/compare': { parameters: {/** Id of an expert; at least two: expert=turner&expert=davis. */
"expert": (Id)[];
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** statements: the evidence behind every cell. */
"include"?: ("statements")[];
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** long, the default: a row for every fact. wide: a grid with ids for its columns; a cell holds a number or the id of an option, "contested", or an em dash where nothing is on record. Only for csv and tsv. */
"shape"?: "long" | "wide";
/** id, the default: the id of the option held. label: its label. value: its number, and the id of an option that has none. Only with shape=wide. */
"values"?: "id" | "label" | "value";
/** Of the picture, in pixels; 1200 where it is not given. What does not fit is refused. Only for svg and png. */
"width"?: number;
/** Of the picture, in pixels; 630 where it is not given. It grows where the rows need it. Only for svg and png. */
"height"?: number;}; body: undefined; answers: {200: Comparison;} };
/** How near every two experts stand, or groups of them, with the n it rests on */
'GET /v1/agreement': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** Id of an expert: only their pairs, with each of the others that are chosen or, with groupBy, with each group. */
"of"?: Id;
/** Only so many pairs: those with the highest score; of equals those with the larger n. */
"nearest"?: number;
/** Only so many pairs: those with the lowest score; of equals those with the larger n. */
"farthest"?: number;
/** Leave pairs out that share fewer questions, in each part too. */
"minShared"?: number;
/** Break every pair down by topic of the questions, or by the month or year in which things were said. */
"by"?: "topic" | "month" | "year";
/** affiliation: pairs of organizations, and of each with itself. A position counts for those that its holder belonged to on its day. */
"groupBy"?: "affiliation";
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** long, the default: a row for every fact. wide: a grid with ids for its columns; a cell holds a number or the id of an option, "contested", or an em dash where nothing is on record. Only for csv and tsv. */
"shape"?: "long" | "wide";
/** Of the picture, in pixels; 1200 where it is not given. What does not fit is refused. Only for svg and png. */
"width"?: number;
/** Of the picture, in pixels; 630 where it is not given. It grows where the rows need it. Only for svg and png. */
"height"?: number;}; body: undefined; answers: {200: Agreement;} };
/** How far experts agree on one question: distribution, mean, spread and polarisation, with their n */
'GET /v1/questions/{id}/consensus': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** affiliation: each question also by organization. A position counts for those that its holder belonged to on its day. */
"groupBy"?: "affiliation";
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Of the picture, in pixels; 1200 where it is not given. What does not fit is refused. Only for svg and png. */
"width"?: number;
/** Of the picture, in pixels; 630 where it is not given. It grows where the rows need it. Only for svg and png. */
"height"?: number;
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Consensus;} };
/** The questions on which experts are most divided, or agree the most */
'GET /v1/consensus': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** Words that must all occur, in any order; common words are passed over. */
"q"?: TextOf500;
/** affiliation: each question also by organization. A position counts for those that its holder belonged to on its day. */
"groupBy"?: "affiliation";
/** divisive: the highest polarisation first. agreed: the lowest. Of equals the one with the larger n. */
"order"?: "divisive" | "agreed";
/** Leave questions out on which fewer experts took a place. */
"minValued"?: number;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Of the picture, in pixels; 1200 where it is not given. What does not fit is refused. Only for svg and png. */
"width"?: number;
/** Of the picture, in pixels; 630 where it is not given. It grows where the rows need it. Only for svg and png. */
"height"?: number;}; body: undefined; answers: {200: ConsensusRanking;} };
/** How many of the questions asked each expert answered, did not answer, or missed */
'GET /v1/participation': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: Participation;} };
/** How near a reader's own answers are to what each expert holds */
'POST /v1/match': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;}; body: OwnAnswers; answers: {200: Match;} };
/** The discourse network: actors tied by the sides they took, or to the questions they took them on */
'GET /v1/network': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question that does not count. Repeat it for several. */
"excludeQuestion"?: Ids;
/** Topic whose questions do not count. Repeat it for several. */
"excludeTopic"?: (TextOf300)[];
/** Name of an organization that does not count, nor what was said while its expert belonged to it. Repeat it for several. */
"excludeAffiliation"?: (TextOf300)[];
/** First day: 2024-10-23, or the first of 2024-10 or 2024. */
"from"?: PartialDate;
/** Last day, included: 2024-10-23, or the last of 2024-10 or 2024. */
"to"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** one-mode: actors by actors. two-mode: actors by questions. */
"mode"?: "one-mode" | "two-mode";
/** organization: those that the expert belonged to on the day; a position counts for each of them. */
"actor"?: "expert" | "organization";
/** One-mode: congruence, conflict, their difference (subtract) or sum (ignore). Two-mode: agreeing less disagreeing positions (subtract), all (ignore), or a code (combine: 1 agrees, 2 disagrees, 3 both). */
"aggregation"?: "ignore" | "subtract" | "combine" | "congruence" | "conflict";
/** One-mode: none, average, jaccard, cosine. Two-mode: none, activity, prominence. */
"normalisation"?: "none" | "activity" | "prominence" | "average" | "jaccard" | "cosine";
/** include: every position counts. source, week, month, year, across-range: those of an actor on a question on the same side count once in each, or once at all. */
"duplicates"?: "include" | "source" | "week" | "month" | "year" | "across-range";
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** long, the default: a row for every fact. wide: a grid with ids for its columns; a cell holds a number or the id of an option, "contested", or an em dash where nothing is on record. Only for csv and tsv. */
"shape"?: "long" | "wide";}; body: undefined; answers: {200: Network;} };
/** List questions, by title */
'GET /v1/questions': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Id of a question that was put in other words: those that put it so. Repeat it for several. */
"succeeds"?: Ids;
/** Words that must all occur, in any order; common words are passed over. */
"q"?: TextOf500;
/** Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no list; the change log tells it. */
"updatedSince"?: string;
/** title unless given. With a dash the other way round. */
"sort"?: "title" | "-title" | "id" | "-id";
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: QuestionPage;} };
/** Make a question */
'POST /v1/questions': { parameters: {/** true: make it although its name, or an alias, is near that of another record, which is refused otherwise (409, naming these). */
"new"?: "true" | "false";}; body: NewQuestion; answers: {201: Question;} };
/** One question */
'GET /v1/questions/{id}': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Question;} };
/** Change a question, or give it a new id */
'PATCH /v1/questions/{id}': { parameters: {/** Its id. */
"id": Id;}; body: QuestionPatch; answers: {200: Question; 202: Proposal;} };
/** Delete a question that nothing cites */
'DELETE /v1/questions/{id}': { parameters: {/** Why; kept in the change log. */
"reason"?: TextOf2000;
/** Its id. */
"id": Id;}; body: undefined; answers: {202: Proposal; 204: null;} };
/** The stance matrix of one question: who stands where */
'GET /v1/questions/{id}/matrix': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** latest: the newest position counts. all: every position counts. */
"rule"?: RuleName;
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** statements: the evidence behind every cell. */
"include"?: ("statements")[];
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** long, the default: a row for every fact. wide: a grid with ids for its columns; a cell holds a number or the id of an option, "contested", or an em dash where nothing is on record. Only for csv and tsv. */
"shape"?: "long" | "wide";
/** id, the default: the id of the option held. label: its label. value: its number, and the id of an option that has none. Only with shape=wide. */
"values"?: "id" | "label" | "value";
/** all, the default. spoken: only cells where something is on record; silence is counted (distribution), not listed. Not for a grid. Only for json, ndjson, csv and tsv. */
"cells"?: "all" | "spoken";
/** Of the picture, in pixels; 1200 where it is not given. What does not fit is refused. Only for svg and png. */
"width"?: number;
/** Of the picture, in pixels; 630 where it is not given. It grows where the rows need it. Only for svg and png. */
"height"?: number;
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Matrix;} };
/** List experts, by sort name */
'GET /v1/experts': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Words that must all occur, in any order; common words are passed over. */
"q"?: TextOf500;
/** Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no list; the change log tells it. */
"updatedSince"?: string;
/** name unless given. With a dash the other way round. */
"sort"?: "name" | "-name" | "id" | "-id";
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: ExpertPage;} };
/** Make an expert */
'POST /v1/experts': { parameters: {/** true: make it although its name, or an alias, is near that of another record, which is refused otherwise (409, naming these). */
"new"?: "true" | "false";}; body: NewExpert; answers: {201: Expert;} };
/** One expert */
'GET /v1/experts/{id}': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Expert;} };
/** Change an expert, or give it a new id */
'PATCH /v1/experts/{id}': { parameters: {/** Its id. */
"id": Id;}; body: ExpertPatch; answers: {200: Expert; 202: Proposal;} };
/** Delete an expert that nothing cites */
'DELETE /v1/experts/{id}': { parameters: {/** Why; kept in the change log. */
"reason"?: TextOf2000;
/** Its id. */
"id": Id;}; body: undefined; answers: {202: Proposal; 204: null;} };
/** List positions, latest said first */
'GET /v1/positions': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Id of an option of a scale. Repeat it for several. */
"option"?: Ids;
/** Id of a source. Repeat it for several. */
"source"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** All that the caller may see, unless one is chosen. draft: only with a key with the scope write. */
"status"?: ("draft" | "published" | "retracted")[];
/** stated: said in so many words. inferred: following from what was said. */
"basis"?: (Basis)[];
/** First day: 2024-10-23, or the first of 2024-10 or 2024. */
"from"?: PartialDate;
/** Last day, included: 2024-10-23, or the last of 2024-10 or 2024. */
"to"?: PartialDate;
/** Words that must all occur, in any order; common words are passed over. */
"q"?: TextOf500;
/** Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no list; the change log tells it. */
"updatedSince"?: string;
/** Kinds of records that the positions of the page name, each record once beside the page (included). Repeat it for several. Only for json. */
"include"?: ("expert" | "question" | "statements" | "source")[];
/** -saidOn unless given. With a dash the other way round. */
"sort"?: "-saidOn" | "saidOn" | "id" | "-id";
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: PositionPage;} };
/** Make a position */
'POST /v1/positions': { parameters: {}; body: NewPosition; answers: {201: Position;} };
/** One position */
'GET /v1/positions/{id}': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Position;} };
/** Change a position, or give it a new id */
'PATCH /v1/positions/{id}': { parameters: {/** Its id. */
"id": Id;}; body: PositionPatch; answers: {200: Position; 202: Proposal;} };
/** Delete a position that nothing cites */
'DELETE /v1/positions/{id}': { parameters: {/** Why; kept in the change log. */
"reason"?: TextOf2000;
/** Its id. */
"id": Id;}; body: undefined; answers: {202: Proposal; 204: null;} };
/** Everything that the public sees, in one file */
'GET /v1/export': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** draft: a preview of what the public would see if every draft of every kind were published now, marked as one. Only with a key with the scope write; never with knownAt, and kept by no cache. */
"status"?: "draft";
/** Of which parquet is the file; positions unless given. */
"table"?: "scales" | "experts" | "sources" | "questions" | "statements" | "positions" | "corrections";}; body: undefined; answers: {200: unknown;} };
/** List statements, latest said first */
'GET /v1/statements': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of an expert who is left out, whatever else names them. Repeat it for several. */
"excludeExpert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Id of a source. Repeat it for several. */
"source"?: Ids;
/** Name of an organization, upper and lower case alike: what was said while its expert belonged to it counts. Repeat it for several. */
"affiliation"?: (TextOf300)[];
/** How the source gives the words. Repeat it for several. */
"attribution"?: (Attribution)[];
/** First day: 2024-10-23, or the first of 2024-10 or 2024. */
"from"?: PartialDate;
/** Last day, included: 2024-10-23, or the last of 2024-10 or 2024. */
"to"?: PartialDate;
/** Words that must all occur, in any order; common words are passed over. */
"q"?: TextOf500;
/** Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no list; the change log tells it. */
"updatedSince"?: string;
/** -saidOn unless given. With a dash the other way round. */
"sort"?: "-saidOn" | "saidOn" | "id" | "-id";
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: StatementPage;} };
/** Make a statement */
'POST /v1/statements': { parameters: {}; body: NewStatement; answers: {201: Statement;} };
/** One statement */
'GET /v1/statements/{id}': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Statement;} };
/** Change a statement, or give it a new id */
'PATCH /v1/statements/{id}': { parameters: {/** Its id. */
"id": Id;}; body: StatementPatch; answers: {200: Statement; 202: Proposal;} };
/** Delete a statement that nothing cites */
'DELETE /v1/statements/{id}': { parameters: {/** Why; kept in the change log. */
"reason"?: TextOf2000;
/** Its id. */
"id": Id;}; body: undefined; answers: {202: Proposal; 204: null;} };
/** List sources, latest published first */
'GET /v1/sources': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** First day: 2024-10-23, or the first of 2024-10 or 2024. */
"from"?: PartialDate;
/** Last day, included: 2024-10-23, or the last of 2024-10 or 2024. */
"to"?: PartialDate;
/** Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no list; the change log tells it. */
"updatedSince"?: string;
/** -publishedOn unless given. With a dash the other way round. */
"sort"?: "-publishedOn" | "publishedOn" | "id" | "-id";
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: SourcePage;} };
/** Make a source */
'POST /v1/sources': { parameters: {/** true: make it although its name, or an alias, is near that of another record, which is refused otherwise (409, naming these). */
"new"?: "true" | "false";}; body: NewSource; answers: {201: Source;} };
/** One source */
'GET /v1/sources/{id}': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Source;} };
/** Change a source, or give it a new id */
'PATCH /v1/sources/{id}': { parameters: {/** Its id. */
"id": Id;}; body: SourcePatch; answers: {200: Source; 202: Proposal;} };
/** Delete a source that nothing cites */
'DELETE /v1/sources/{id}': { parameters: {/** Why; kept in the change log. */
"reason"?: TextOf2000;
/** Its id. */
"id": Id;}; body: undefined; answers: {202: Proposal; 204: null;} };
/** List scales, by id */
'GET /v1/scales': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** Records that were made or last changed at that instant or later: 2026-11-23T09:00:00Z. What was deleted is in no list; the change log tells it. */
"updatedSince"?: string;
/** id unless given. With a dash the other way round. */
"sort"?: "id" | "-id";
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: ScalePage;} };
/** Make a scale */
'POST /v1/scales': { parameters: {}; body: NewScale; answers: {201: Scale;} };
/** One scale */
'GET /v1/scales/{id}': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Scale;} };
/** Change a scale, or give it a new id */
'PATCH /v1/scales/{id}': { parameters: {/** Its id. */
"id": Id;}; body: ScalePatch; answers: {200: Scale; 202: Proposal;} };
/** Delete a scale that nothing cites */
'DELETE /v1/scales/{id}': { parameters: {/** Why; kept in the change log. */
"reason"?: TextOf2000;
/** Its id. */
"id": Id;}; body: undefined; answers: {202: Proposal; 204: null;} };
/** Search names, questions, positions and quotes */
'GET /v1/search': { parameters: {/** Words to look for. */
"q": TextOf500;
/** true: also within longer words. */
"within"?: "true" | "false";
/** Items on a page. */
"limit"?: number;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: {
/** all: every hit contains every word. part: nothing does, or `within` is asked for, so hits contain them or longer words that they are parts of. any: nor that, so hits contain some. */
"match": "all" | "part" | "any";
/** The best first. */
"items": (SearchHit)[];
};} };
/** The change log */
'GET /v1/changes': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Sequence number of the last change already seen. Not for feeds, which hold the latest. */
"after"?: number;
/** true: with each entry its leaf in the tree over the log, which /v1/log/proof/inclusion proves to be in it. */
"leaves"?: "true" | "false";
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: ChangePage;} };
/** Size and root of the Merkle tree over the change log */
'GET /v1/log/head': { parameters: {}; body: undefined; answers: {200: LogHead;} };
/** The head as a signed note */
'GET /v1/log/checkpoint': { parameters: {}; body: undefined; answers: {200: unknown;} };
/** What proves an entry to be in the tree */
'GET /v1/log/proof/inclusion': { parameters: {/** Number of the entry. */
"seq": number;
/** Size of the tree; all of the log unless given. */
"size"?: number;}; body: undefined; answers: {200: InclusionProof;} };
/** What proves that the log was only added to from one size to another */
'GET /v1/log/proof/consistency': { parameters: {/** Size of the earlier log. */
"first": number;
/** Size of the later one; all of the log unless given. */
"second"?: number;}; body: undefined; answers: {200: ConsistencyProof;} };
/** Published positions that were changed or taken back, newest first */
'GET /v1/corrections': { parameters: {/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: CorrectionPage;} };
/** What was done to one scale, oldest first */
'GET /v1/scales/{id}/history': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: HistoryEntryPage;} };
/** What was done to one expert, oldest first */
'GET /v1/experts/{id}/history': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: HistoryEntryPage;} };
/** What was done to one source, oldest first */
'GET /v1/sources/{id}/history': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: HistoryEntryPage;} };
/** What was done to one question, oldest first */
'GET /v1/questions/{id}/history': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: HistoryEntryPage;} };
/** What was done to one statement, oldest first */
'GET /v1/statements/{id}/history': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: HistoryEntryPage;} };
/** What was done to one position, oldest first */
'GET /v1/positions/{id}/history': { parameters: {/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: HistoryEntryPage;} };
/** On what an expert changed their mind, from what to what, on what evidence */
'GET /v1/experts/{id}/moves': { parameters: {/** Id of a question. Repeat it for several. */
"question"?: Ids;
/** Topic of a question. Repeat it for several. */
"topic"?: (TextOf300)[];
/** The state of the world at the end of that day, month or year. */
"asOf"?: PartialDate;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Moves;} };
/** Every address of the API, in one list */
'GET /v1': { parameters: {}; body: undefined; answers: {200: {
"name": string;
"version": string;
/** Address of the OpenAPI document of what is read. */
"description": string;
/** Address of that of what takes a key that may write. */
"descriptionOfWriting": string;
/** Address of the pages to read them with. */
"documentation": string;
"addresses": ({
/** With {name} where the id of a record stands. */
"path": string;
"methods": (string)[];
/** What the first of the methods does. */
"summary": string;
})[];
};} };
/** Publish a scale that is a draft, and the drafts that it refers to */
'POST /v1/scales/{id}/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Publication; answers: {200: (Scale) | (Publishing);} };
/** Publish an expert that is a draft, and the drafts that it refers to */
'POST /v1/experts/{id}/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Publication; answers: {200: (Expert) | (Publishing);} };
/** Publish a source that is a draft, and the drafts that it refers to */
'POST /v1/sources/{id}/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Publication; answers: {200: (Source) | (Publishing);} };
/** Publish a question that is a draft, and the drafts that it refers to */
'POST /v1/questions/{id}/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Publication; answers: {200: (Question) | (Publishing);} };
/** Publish a statement that is a draft, and the drafts that it refers to */
'POST /v1/statements/{id}/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Publication; answers: {200: (Statement) | (Publishing);} };
/** Publish a position that is a draft, and the drafts that it refers to */
'POST /v1/positions/{id}/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Publication; answers: {200: (Position) | (Publishing);} };
/** Publish drafts of any kind, all of them or none */
'POST /v1/publish': { parameters: {/** true: a trial, which needs no If-Match, says what would become public, and writes nothing. */
"dryRun"?: "true" | "false";}; body: PublicationOfSeveral; answers: {200: Publishing;} };
/** Retract a published position */
'POST /v1/positions/{id}/retract': { parameters: {/** Its id. */
"id": Id;}; body: Retraction; answers: {200: Position; 202: Proposal;} };
/** Merge an expert into another, which all that refers to it refers to since */
'POST /v1/experts/{id}/merge': { parameters: {/** Its id. */
"id": Id;}; body: Merging; answers: {200: Expert; 202: Proposal;} };
/** Merge a source into another, which all that refers to it refers to since */
'POST /v1/sources/{id}/merge': { parameters: {/** Its id. */
"id": Id;}; body: Merging; answers: {200: Source; 202: Proposal;} };
/** Merge a question into another, which all that refers to it refers to since */
'POST /v1/questions/{id}/merge': { parameters: {/** Its id. */
"id": Id;}; body: Merging; answers: {200: Question; 202: Proposal;} };
/** List proposed changes, the newest first */
'GET /v1/proposals': { parameters: {/** Only those in these states. */
"state"?: ("open" | "accepted" | "declined" | "withdrawn")[];
/** Only those about records of these kinds. */
"entity"?: (RecordKind)[];
/** Only those about records with these ids. */
"record"?: (Id)[];
/** Items on a page. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;}; body: undefined; answers: {200: ProposalPage;} };
/** One proposed change */
'GET /v1/proposals/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: Proposal;} };
/** Make a proposed change */
'POST /v1/proposals/{id}/accept': { parameters: {/** Its id. */
"id": Id;}; body: {
/** Why; kept with the proposal. */
"reason"?: TextOf2000;
} | null; answers: {200: Proposal;} };
/** Decline a proposed change */
'POST /v1/proposals/{id}/decline': { parameters: {/** Its id. */
"id": Id;}; body: {
/** Why; kept with the proposal. */
"reason": TextOf2000;
}; answers: {200: Proposal;} };
/** Take a proposed change back */
'POST /v1/proposals/{id}/withdraw': { parameters: {/** Its id. */
"id": Id;}; body: {
/** Why; kept with the proposal. */
"reason"?: TextOf2000;
} | null; answers: {200: Proposal;} };
/** The documents, the newest first */
'GET /v1/documents': { parameters: {/** So many at most; 50. */
"limit"?: number;
/** Those older than this one. */
"before"?: Id;}; body: undefined; answers: {200: {
"items": (Document)[];
};} };
/** Keep the text of a source, and find the statements in it */
'POST /v1/documents': { parameters: {/** The source that it is the text of. */
"source"?: Id;
/** By which right the text is kept; none: to check quotes against, and nothing else. */
"rights"?: "none" | "licensed" | "own" | "public-domain";
/** The last day that the text is kept. */
"keepUntil"?: PartialDate;
/** Found from the text unless given. */
"language"?: Language;
/** The name of the file that it comes from. */
"filename"?: TextOf500;
/** true: of a web page everything. */
"whole"?: "true" | "false";}; body: NewDocument; answers: {201: {
"document": Document;
/** Of a web page, blocks taken for no part of the article. */
"leftOut"?: number;
/** Statements on record of the source whose quotes are not in the text: look at them. */
"untied": (Id)[];
};} };
/** A document, without its text */
'GET /v1/documents/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: Document;} };
/** The text of a document */
'GET /v1/documents/{id}/text': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"text": string;
};} };
/** Take the text of a document out for ever */
'DELETE /v1/documents/{id}/text': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: Document;} };
/** What is proposed as statements in a document */
'GET /v1/documents/{id}/candidates': { parameters: {/** open: nobody has decided yet. */
"state"?: "open" | "accepted" | "rejected";
/** From 0 to 1; what a person proposed counts as 1. */
"minConfidence"?: string;
/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"items": Items;
};} };
/** Propose a statement in a document */
'POST /v1/documents/{id}/candidates': { parameters: {/** Its id. */
"id": Id;}; body: NewCandidate; answers: {201: Candidate;} };
/** Publish all drafts that came of a document, in one act */
'POST /v1/documents/{id}/publish': { parameters: {/** true: say what would become public, and write nothing. */
"dryRun"?: "true" | "false";
/** Its id. */
"id": Id;}; body: {
/** Why; kept in the change log. */
"reason"?: TextOf2000;
}; answers: {200: Publishing;} };
/** Look for statements in a document again, as with a newer release */
'POST /v1/documents/{id}/extract': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"items": Items;
};} };
/** Put other words, another speaker or day into an open candidate */
'PATCH /v1/candidates/{id}': { parameters: {/** Its id. */
"id": Id;}; body: CandidateChange; answers: {200: Candidate;} };
/** Make drafts of a candidate */
'POST /v1/candidates/{id}/accept': { parameters: {/** true: newExpert is another than those whose names are near. */
"new"?: "true" | "false";
/** Its id. */
"id": Id;}; body: Acceptance; answers: {200: Candidate;} };
/** Set a candidate aside */
'POST /v1/candidates/{id}/reject': { parameters: {/** Its id. */
"id": Id;}; body: Rejection; answers: {200: Candidate;} };
/** Undo the decision on a candidate; drafts that were made of it are deleted */
'POST /v1/candidates/{id}/reopen': { parameters: {/** Its id. */
"id": Id;}; body: Reopening; answers: {200: Candidate;} };
/** Make two of an open candidate */
'POST /v1/candidates/{id}/split': { parameters: {/** Its id. */
"id": Id;}; body: Splitting; answers: {200: {
"items": Items;
};} };
/** Put the words of another open candidate into this one */
'POST /v1/candidates/{id}/join': { parameters: {/** Its id. */
"id": Id;}; body: Joining; answers: {200: Candidate;} };
/** Have a model propose statements in a document */
'POST /v1/documents/{id}/draft': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"drafting": Drafting;
"items": Items;
};} };
/** The times that a model was asked about a document, the newest first */
'GET /v1/documents/{id}/draftings': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"items": (Drafting)[];
};} };
/** What the model took the words of a candidate for, once somebody has chosen */
'GET /v1/candidates/{id}/machine': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"answer": {
"question": Id;
"option": Id;
} | null;
};} };
/** Whose keys may code: those that may write */
'GET /v1/coders': { parameters: {}; body: undefined; answers: {200: {
"items": (Coder)[];
};} };
/** The rounds in which several people code a document */
'GET /v1/documents/{id}/rounds': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"items": (CodingRound)[];
};} };
/** Have several people code the accepted candidates of a document, unseen by each other */
'POST /v1/documents/{id}/rounds': { parameters: {/** Its id. */
"id": Id;}; body: CodingRoundInput; answers: {201: CodingRound;} };
/** What was coded in the newest round of a document */
'GET /v1/documents/{id}/codings': { parameters: {/** own, unless given; all: of everybody who has submitted. */
"of"?: "own" | "all";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: {
"items": (Coding)[];
};} };
/** Say what the words of a candidate mean for a question */
'PUT /v1/candidates/{id}/codings/{question}': { parameters: {/** Stable: lower-case letters, digits, - and _. */
"id": Id;
/** Stable: lower-case letters, digits, - and _. */
"question": Id;}; body: CodingInput; answers: {200: Coding;} };
/** Submit your codings of the newest round: they never change from then on */
'POST /v1/documents/{id}/submit': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: CodingRound;} };
/** Decide what goes on record of that which several people have coded */
'POST /v1/adjudications': { parameters: {}; body: AdjudicationInput; answers: {201: Adjudication;} };
/** How far the coders of a document agree */
'GET /v1/documents/{id}/reliability': { parameters: {/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";
/** Its id. */
"id": Id;}; body: undefined; answers: {200: Reliability;} };
/** How far all who coded agree */
'GET /v1/reliability': { parameters: {/** Only these questions. */
"question"?: (Id)[];
/** Only rounds that were complete on this day or later. */
"from"?: PartialDate;
/** Only rounds that were complete on this day or earlier. */
"to"?: PartialDate;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: Reliability;} };
/** What is likely a slip in statements, before they are published */
'GET /v1/doubts': { parameters: {/** Id of a record; one that was given up means it still. Repeat it for several. */
"id"?: Ids;
/** Id of an expert. Repeat it for several. */
"expert"?: Ids;
/** Id of a source. Repeat it for several. */
"source"?: Ids;
/** What was known at that past instant: 2026-11-23T09:00:00Z. The answer stays the same for ever. */
"knownAt"?: string;
/** Items on a page. Where neither limit nor cursor is given, csv, tsv and ndjson have all, xlsx up to 5,000 rows. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** 1: begin with a byte-order mark, by which Excel knows UTF-8. Only for csv and tsv. */
"bom"?: "0" | "1";}; body: undefined; answers: {200: DoubtPage;} };
/** List keys, the oldest first */
'GET /v1/keys': { parameters: {/** Items on a page. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;}; body: undefined; answers: {200: ApiKeyPage;} };
/** Make a key */
'POST /v1/keys': { parameters: {}; body: {
/** Whose key it is. The public change log names those who write by it. */
"name": TextOf200;
"scopes": Scopes;
/** From this instant on the key is good for nothing. */
"expiresAt"?: Instant;
}; answers: {201: ApiKeyWithToken;} };
/** One key */
'GET /v1/keys/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: ApiKey;} };
/** Revoke a key */
'DELETE /v1/keys/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: ApiKey;} };
/** List webhooks, the oldest first */
'GET /v1/webhooks': { parameters: {/** Items on a page. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;}; body: undefined; answers: {200: WebhookPage;} };
/** Have changes told to an address */
'POST /v1/webhooks': { parameters: {}; body: {
/** Where to send messages: an https address of a public host. */
"url": WebUrl;
/** Only events of these types. */
"eventTypes"?: (EventType)[];
"filters"?: {
/** Only what concerns one of these experts: their record, their statements and positions. */
"expert"?: (Id)[];
/** Only what concerns one of these questions: its record and the positions on it. */
"question"?: (Id)[];
/** Only what concerns a question that has one of these topics. */
"topic"?: (TextOf100)[];
};
}; answers: {201: WebhookWithSecret;} };
/** One webhook */
'GET /v1/webhooks/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: Webhook;} };
/** Have changes told no more */
'DELETE /v1/webhooks/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: Webhook;} };
/** Give a webhook a new secret */
'POST /v1/webhooks/{id}/rotate': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: WebhookWithSecret;} };
/** Enable a webhook again */
'POST /v1/webhooks/{id}/enable': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: Webhook;} };
/** Send a test message */
'POST /v1/webhooks/{id}/test': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: WebhookDelivery;} };
/** What was sent to a webhook, and what came of it */
'GET /v1/webhooks/{id}/deliveries': { parameters: {/** Items on a page. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;
/** Its id. */
"id": Id;}; body: undefined; answers: {200: WebhookDeliveryPage;} };
/** Send a message again */
'POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver': { parameters: {/** Stable: lower-case letters, digits, - and _. */
"id": Id;
/** Stable: lower-case letters, digits, - and _. */
"delivery": Id;}; body: undefined; answers: {200: WebhookDelivery;} };
/** Import a bundle or a table: all of it or nothing */
'POST /v1/import': { parameters: {/** true: say what would be written, and write nothing. */
"dryRun"?: "true" | "false";
/** true: make what a table names and is not stored. Only for tables. */
"create"?: "true" | "false";
/** true: make them also where a name is near one that is known. Only with create=true. */
"new"?: "true" | "false";
/** true: retract what is published on the questions and from the sources of the tables and is none of their rows. Only for tables; needs a reason. */
"retractMissing"?: "true" | "false";
/** Id of the scale of questions that are made. Only with create=true. */
"scale"?: Id;
/** What stands between the cells of a table; found in its head line unless given. Only for tables. */
"delimiter"?: "," | ";" | "|" | "tab";
/** The sheet of a workbook; the first unless given. Only for tables. */
"sheet"?: string;
/** Id of a stored mapping that the table is read by. Only for tables. */
"mapping"?: Id;
/** draft: what is made is a draft, whatever it says of itself; what would change what is public is refused. */
"status"?: "draft";
/** Why; kept in the change log. Required where the public sees what changes. */
"reason"?: TextOf2000;}; body: Bundle; answers: {200: ImportReport;} };
/** List stored mappings, by id */
'GET /v1/mappings': { parameters: {/** Items on a page. */
"limit"?: number;
/** The "next" of the page before. */
"cursor"?: string;}; body: undefined; answers: {200: MappingSummaryPage;} };
/** One stored mapping */
'GET /v1/mappings/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {200: StoredMapping;} };
/** Save a mapping under a name */
'PUT /v1/mappings/{id}': { parameters: {/** Its id. */
"id": Id;}; body: { [name: string]: unknown }; answers: {200: StoredMapping; 201: StoredMapping;} };
/** Remove a stored mapping */
'DELETE /v1/mappings/{id}': { parameters: {/** Its id. */
"id": Id;}; body: undefined; answers: {204: null;} };
};

/** Operations that are carried out once, however often they are sent with the same Idempotency-Key. */
export const REPEATABLE: readonly string[] = [
'POST /v1/questions',
'POST /v1/experts',
'POST /v1/positions',
'POST /v1/statements',
'POST /v1/sources',
'POST /v1/scales',
'POST /v1/scales/{id}/publish',
'POST /v1/experts/{id}/publish',
'POST /v1/sources/{id}/publish',
'POST /v1/questions/{id}/publish',
'POST /v1/statements/{id}/publish',
'POST /v1/positions/{id}/publish',
'POST /v1/publish',
'POST /v1/positions/{id}/retract',
'POST /v1/experts/{id}/merge',
'POST /v1/sources/{id}/merge',
'POST /v1/questions/{id}/merge',
'POST /v1/candidates/{id}/accept',
'POST /v1/adjudications',
'POST /v1/import',
];

