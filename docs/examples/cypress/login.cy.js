const auth0 = Cypress.env('AUTH0_URL') ?? 'http://localhost:1000';
const mock = (path, body = {}) => cy.request('POST', `${auth0}/_mock${path}`, body);

const seesThePage = () => {
  cy.visit('/');
  cy.contains('button', 'Log in').click();
};

describe('login', () => {
  beforeEach(() => {
    mock('/reset');
  });

  it('logs in by the page', () => {
    seesThePage();
    // Another origin than the application's: what happens there stands in cy.origin.
    cy.origin(auth0, () => {
      cy.get('#username').type('ada@example.com');
      cy.get('#password').type('ada');
      cy.get('button[data-action-button-primary=true]').click();
    });
    cy.contains('h1', 'Hello, Ada Lovelace!');
  });

  it('logs in without the page', () => {
    mock('/next-logins', { user: 'ada@example.com' });
    seesThePage();
    cy.contains('h1', 'Hello, Ada Lovelace!');
  });

  it('is refused', () => {
    mock('/next-logins', { error: 'access_denied', description: 'Not today' });
    seesThePage();
    cy.contains('h1', 'Refused: Not today');
  });
});
