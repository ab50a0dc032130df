package dure.stays;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Lodging's reservations and payments in a table of this service's own, each once. */
@SpringBootApplication
public class StaysApplication {
  public static void main(String[] args) {
    SpringApplication.run(StaysApplication.class, args);
  }
}
