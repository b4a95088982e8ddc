import './style/style.css';
import { start } from './shell.ts';

void start(document.getElementById('nav')!, document.getElementById('main')!);
