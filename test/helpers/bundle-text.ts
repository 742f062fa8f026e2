/** A small bundle as a person writes it. */
export const STORY = `bundleVersion: 1
experts:
  - id: ada
    name: Ada Lind
sources:
  - id: post
    title: Post
    publisher: The Harbour Post
    publishedOn: "2024-06"
    language: en
questions:
  - id: bridge
    title: Bridge
    proposition: There should be a bridge.
    codingRule: As said.
statements:
  - id: ada-said
    expert: ada
    source: post
    attribution: direct
    quotes: ["Build it"]
positions:
  - id: ada-bridge
    expert: ada
    question: bridge
    option: support
    summary: Wants a bridge.
    basis: stated
    statements: [ada-said]
`;
