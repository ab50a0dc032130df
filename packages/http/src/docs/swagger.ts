// The page that browses the OpenAPI documents, with nothing loaded from elsewhere.

export const swaggerPage = `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Dure 두레 API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Several businesses are chosen from at the top. */
export const swaggerStart = (businesses: readonly string[]): string => {
  const urls = businesses.map((name) => ({ name, url: `/${name}/openapi.json` }));
  const options = {
    dom_id: '#api',
    deepLinking: true,
    docExpansion: 'list',
    validatorUrl: null,
    ...(urls.length > 1 ? { urls } : { url: '/openapi.json' }),
  };
  return `SwaggerUIBundle(${JSON.stringify(options)});\n`;
};
