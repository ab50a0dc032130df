// What Maven and the broker read to bring and to start it.

export const VERSION = '4.4.0';
const LOG4J_VERSION = '2.25.5';

const dependency = (group: string, name: string, version: string): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId>` +
  `<version>${version}</version></dependency>`;

/** The broker, and what it logs with: without that it says nothing at all. */
export const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>broker</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    ${dependency('org.apache.kafka', 'kafka_2.13', VERSION)}
    ${dependency('org.apache.logging.log4j', 'log4j-slf4j-impl', LOG4J_VERSION)}
  </dependencies>
</project>
`;

export const logSettings = `status=warn
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{HH:mm:ss.SSS} %-5p %c{1} %m%n
logger.server.name=org.apache.kafka.server
logger.server.level=info
logger.kafka.name=kafka.server
logger.kafka.level=info
`;
