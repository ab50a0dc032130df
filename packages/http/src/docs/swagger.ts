// The page that browses the OpenAPI documents, with nothing loaded from elsewhere.

export const swaggerPage = (base: string): string => `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Dure 두레 API</title>
    <link rel="stylesheet" href="${base}/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="${base}/docs/swagger-ui-bundle.js"></script>
    <script src="${base}/docs/start.js"></script>
  </body>
</html>
`;

/** Several businesses are chosen from at the top. */
export const swaggerStart = (businesses: readonly string[], base: string): string => {
  const urls = businesses.map((name) => ({ name, url: `${base}/${name}/openapi.json` }));
  const options = {
    dom_id: '#api',
    deepLinking: true,
    docExpansion: 'list',
    validatorUrl: null,
    ...(urls.length > 1 ? { urls } : { url: `${base}/openapi.json` }),
  };
  return `SwaggerUIBundle(${JSON.stringify(options)});\n`;
};
