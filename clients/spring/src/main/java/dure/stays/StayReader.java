package dure.stays;

import dure.client.Effects;
import dure.client.Reader;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads as long as the service runs. Where it cannot go on, the service ends with a failure: what
 * runs it starts it again, and it goes on where it was.
 */
@Component
class StayReader implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(StayReader.class);
  private static final List<String> CONTEXTS = List.of("place", "payment");

  private final ApplicationContext service;
  private final DataSource source;
  private final StayTable table;
  private final String servers;
  private final String business;
  private volatile boolean goesOn;
  private Thread thread;

  StayReader(
      ApplicationContext service,
      DataSource source,
      StayTable table,
      @Value("${stays.servers}") String servers,
      @Value("${stays.business}") String business) {
    this.service = service;
    this.source = source;
    this.table = table;
    this.servers = servers;
    this.business = business;
  }

  @Override
  public void start() {
    goesOn = true;
    thread = new Thread(this::read, "stays");
    thread.start();
  }

  private void read() {
    try (Connection connection = source.getConnection();
        Reader reader = new Reader(servers, business, CONTEXTS, new Effects(connection))) {
      System.out.println("ready");
      reader.run(table::take, () -> goesOn);
    } catch (Exception cause) {
      log.error("It cannot be read on: {}", cause.getMessage(), cause);
      // This thread is waited for when the service ends, so that another one ends it.
      new Thread(() -> System.exit(SpringApplication.exit(service, () -> 1))).start();
    }
  }

  @Override
  public void stop() {
    goesOn = false;
    try {
      thread.join();
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null && thread.isAlive();
  }
}
