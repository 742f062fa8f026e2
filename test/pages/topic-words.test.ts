import t from 'tap';
import { topicWords } from '../../src/pages/topic-words.ts';

t.test('a topic is shown as people write it', async (t) => {
  for (const [topic, words] of [
    ['us-policy', 'US Policy'],
    ['escalation', 'Escalation'],
    ['eu-and-nato', 'EU and NATO'],
    ['housing-2030', 'Housing 2030'],
    ['north-korea', 'North Korea'],
    ['war-in-ukraine', 'War in Ukraine'],
    ['krieg-und-frieden', 'Krieg und Frieden'],
    ['about us', 'About us'],
    ['énergie', 'Énergie'],
    ['Rent-Freeze', 'Rent-Freeze'],
  ] as const)
    t.equal(topicWords(topic), words);
});
