/** The page of topics: each with how many questions it has. */
import type { TopicInUse } from '../core/records/question.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { topicPath } from './links.ts';
import { topicWords } from './topic-words.ts';

/** `questions` is how many there are in all, those without a topic among them. */
export type TopicsData = { readonly topics: readonly TopicInUse[]; readonly questions: number };

/** Those with the most questions first; of equals by their names. */
export const topicsPage = ({ topics, questions }: TopicsData): HtmlPage => ({
  title: 'Topics',
  description: 'What the questions are about.',
  path: '/topics',
  main: html`<h1>Topics</h1>
<p>${questions === 1 ? 'The one question' : `All ${questions} questions`} by what they are about; a question may have several topics, or none. <a href="/questions">Every question</a></p>
${
  topics.length === 0
    ? html`<p>No question has a topic yet.</p>`
    : html`<ul class="experts">${topics
        .toSorted((a, b) => b.questions - a.questions)
        .map(
          ({
            topic,
            questions: count,
          }) => html`<li><a href="${topicPath(topic)}">${person(topicWords(topic))}</a><span>${count} ${count === 1 ? 'question' : 'questions'}</span></li>
`,
        )}</ul>`
}`,
});
