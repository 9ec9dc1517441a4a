import { accessible } from '../views/accessible.mjs';
import { people } from '../views/people.mjs';

accessible('everything is accessible in the lists of people and their menus', people);
