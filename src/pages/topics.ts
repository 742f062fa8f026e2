/** The page of topics: each with how many questions it has. */
import type { TopicInUse } from '../core/records/question.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { placeOf, topicPath, type View } from './links.ts';
import { topicWords } from './topic-words.ts';

/** `questions` is how many there are in all, those without a topic among them. */
export type TopicsData = { readonly topics: readonly TopicInUse[]; readonly questions: number };

/** Those with the most questions first; of equals by their names. */
export const topicsPage = ({ topics, questions }: TopicsData, view: View, say: Messages): HtmlPage => ({
  title: say.places.topics,
  description: say.topics.description,
  path: placeOf('/topics', view),
  main: html`<h1>${say.places.topics}</h1>
<p>${say.topics.lede(questions)} <a href="${placeOf('/questions', view)}">${say.topics.every}</a></p>
${
  topics.length === 0
    ? html`<p>${say.topics.none}</p>`
    : html`<ul class="experts">${topics
        .toSorted((a, b) => b.questions - a.questions)
        .map(
          ({
            topic,
            questions: count,
          }) => html`<li><a href="${topicPath(topic, view)}">${person(topicWords(topic))}</a><span>${say.questions(count)}</span></li>
`,
        )}</ul>`
}`,
});
