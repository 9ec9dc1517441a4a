import { accessible } from '../views/accessible.mjs';
import { places } from '../views/places.mjs';

accessible('everything is accessible in a person, ad accounts and settings', places);
