import type { Page } from '../layout.js';
import type { Words } from './task.js';

export const inWords = ({ language }: Pick<Page, 'language'>, words: Words): string => words[language === 'da' ? 0 : 1];
